"""What tests of produce share."""

import io

import pytest


@pytest.fixture
def tiny_picture():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (4, 4), "green").save(out, "PNG")
    return out.getvalue()
