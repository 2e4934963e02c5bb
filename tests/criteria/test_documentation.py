"""What the documentation of the sets says is true."""

import re
import runpy
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "criteria-sets.md"
TABLE = """place,indicator,value
Đông Hưng,4.2,"94,5"
Đông Hưng,15.1,89.9
Đông Hưng,1.1,đạt
Cương Sơn,4.2,95
"""


def python_of_the_page() -> tuple[str, str]:
    """The ten lines for one place, and those for many that go on from them."""
    one, many = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return one, many


def test_the_ten_lines_print_the_gaps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "figures.csv").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(as_file(tmp_path)))
    assert capsys.readouterr().out.splitlines()[:2] == [
        "Đông Hưng; 4.2 short by 0.5 (318/QĐ-TTg, Phụ lục I, chỉ tiêu 4.2); "
        "15.1 short by 0.1 (318/QĐ-TTg, Phụ lục I, chỉ tiêu 15.1)",
        "Cương Sơn",
    ]


def test_the_lines_for_many_places_print_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "figures.csv").write_text("place,indicator,value\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(as_file(tmp_path)))
    said = capsys.readouterr().out.splitlines()[0]
    assert f"`{said}`" in PAGE.read_text(encoding="utf-8")


def as_file(folder: Path) -> Path:
    path = folder / "gaps.py"
    path.write_text("\n".join(python_of_the_page()), encoding="utf-8")
    return path


def test_the_python_of_the_page_is_ten_lines():
    assert len([line for line in python_of_the_page()[0].splitlines() if line.strip()]) == 10
