"""Files and story become one archive: the same dossier gives the same bytes."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from openntm.recognition.archive.container import write_container
from openntm.recognition.archive.manifest import NAME, README, Kept, build_manifest

READ_ME = """HỒ SƠ ĐỀ NGHỊ CÔNG NHẬN ({what})

Tệp nén này do phần mềm OpenNTM xuất ra, gồm:
  manifest.json   tóm tắt hồ sơ: các bước đã qua, ý kiến (không có tên người dân), nhận xét từng tiêu chí, kết quả của
                  hội đồng, quyết định; danh sách tệp kèm dung lượng và mã kiểm tra SHA-256 của từng tệp.
  parts/          các thành phần của hồ sơ, mỗi thành phần một thư mục, mỗi lần nộp một thư mục con (v1, v2, ...).
  snapshots/      số liệu và kết quả đánh giá đã chốt, cùng quy định áp dụng tại ngày đó.

CÁCH KIỂM TRA
1. Bằng OpenNTM, không cần cơ sở dữ liệu:   openntm verify TEN-TEP.zip
   Lệnh này so từng tệp với mã kiểm tra, tính lại mọi kết quả đã chốt từ số liệu và quy định, và nêu tên tệp đầu tiên
   không khớp.
2. Không có OpenNTM: giải nén, tính mã SHA-256 của từng tệp (sha256sum trên Linux; certutil -hashfile TEP SHA256 trên
   Windows) và so với manifest.json.
3. Mỗi văn bản in từ hệ thống có mã QR dẫn đến trang kiểm tra, nơi công bố mã SHA-256 của chính tệp đó.

Sửa đổi dù chỉ một byte cũng bị phát hiện. Nén lại bằng phần mềm khác thì tệp không còn là bản gốc.
"""


def archive_bytes(story: Mapping[str, Any], files: Iterable[Kept], *, what: str) -> bytes:
    read_me = Kept(README, READ_ME.format(what=what).encode())
    kept = sorted([*files, read_me], key=lambda file: file.path)
    members = {file.path: file.content for file in kept} | {NAME: build_manifest(story, kept)}
    if len(members) != len(kept) + 1:
        raise ValueError("two files of one name")
    target = io.BytesIO()
    write_container(target, sorted(members.items()))
    return target.getvalue()
