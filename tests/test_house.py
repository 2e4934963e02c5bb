"""What a machine can hold of the house's rules."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "openntm"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.*"))
MODULE_LINES, FUNCTION_LINES = 400, 50
PACKAGES = {
    *("criteria", "places", "office", "steering", "codes", "visits", "works", "heritage", "produce", "services"),
    *("participation", "support", "assessment", "recognition", "planning", "reports", "portal"),
}


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_module_is_longer_than_400_lines():
    long = {str(path): n for path in MODULES if (n := len(path.read_text().splitlines())) > MODULE_LINES}
    assert not long


def test_no_function_is_longer_than_50_lines():
    long = {
        f"{path}:{node.name}": n
        for path in MODULES
        for node in functions(path)
        if (n := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    }
    assert not long


def test_every_package_is_one_of_the_seventeen():
    assert {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()} <= PACKAGES


def test_every_option_is_documented():
    calls = re.findall(r'options\.[a-z0-9]+\(\s*"([A-Z_]+)"', "".join(map(read, MODULES)))
    page = (ROOT / "docs" / "options.md").read_text()
    assert not {name for name in calls if f"`OPENNTM_{name}`" not in page}


def read(path: Path) -> str:
    return path.read_text()


def test_every_command_is_documented_and_explains_itself():
    from openntm.portal.command import Commands

    group, page = Commands("openntm"), (ROOT / "docs" / "commands.md").read_text()
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        assert command is not None
        assert command.help, name
        assert f"`openntm {name}" in page, name


@pytest.mark.parametrize("name", ["commands", "options"])
def test_every_command_and_every_option_is_described_once(name):
    heads = re.findall(r"^\| (`.+?) \|", (ROOT / "docs" / f"{name}.md").read_text(), re.M)
    assert heads
    assert not [head for head in heads if heads.count(head) > 1]


def test_every_template_is_used_and_can_be_read():
    texts = "".join(read(path) for path in [*MODULES, *TEMPLATES] if path.suffix in {".py", ".html", ".txt"})
    for path in TEMPLATES:
        name = str(path.relative_to(next(p for p in path.parents if p.name == "templates")))
        get_template(name)
        if name.split("/")[0] in {"account", "allauth", "mfa", "404.html", "403.html", "403_csrf.html", "500.html"}:
            continue  # found by name by Django or allauth
        assert f'"{name}"' in texts, f"{name} is used nowhere"


def test_the_command_needs_no_database_to_explain_itself():
    code = "import sys; from openntm.portal.command import group; group.main(['--help'], standalone_mode=False)"
    code += "; assert 'django.db' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("word", ["/" + "work" + "/", "Agent" + "ic", "gpt" + "-", "index" + "-url"])
def test_the_project_speaks_of_itself_alone(word):
    names = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    kept = [ROOT / name for name in names if name.endswith((".py", ".md", ".toml", ".html", ".yaml", ".lock"))]
    allowed = {"locks.py"}  # tells uv to leave the address out
    assert not [path for path in kept if path.exists() and path.name not in allowed and word in path.read_text()]


def test_every_kind_of_personal_data_says_who_reads_it_and_how_long_it_is_kept():
    from django.apps import apps

    page = (ROOT / "docs" / "personal-data.md").read_text()
    kinds = {model.__name__ for model in apps.get_models() if getattr(model, "PERSONAL", None)}
    assert kinds == set(re.findall(r"^\| ([A-Z]\w+) \|", page, re.M)) - {"Kept"}
