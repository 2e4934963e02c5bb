"""The public copy of a picture: drawn anew from its pixels, so that nothing else comes along."""

import io

from PIL import Image, ImageOps

from openntm.office.files.accept import refused_type

LARGEST = (2560, 2560)


def stripped(content: bytes, media_type: str) -> bytes | None:
    """No position, no camera, no comment, no thumbnail; turned as the camera meant it. None when not a picture."""
    if not media_type.startswith("image/"):
        return None
    try:
        with Image.open(io.BytesIO(content)) as image:
            return bare(ImageOps.exif_transpose(image))
    except (OSError, SyntaxError, ValueError) as broken:
        raise refused_type() from broken


def bare(image: Image.Image) -> bytes:
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    pixels = image.convert("RGBA" if has_alpha else "RGB")
    pixels.thumbnail(LARGEST)
    fresh = Image.new(pixels.mode, pixels.size)
    fresh.paste(pixels)
    out = io.BytesIO()
    if has_alpha:
        fresh.save(out, "PNG")
    else:
        fresh.save(out, "JPEG", quality=88)
    return out.getvalue()
