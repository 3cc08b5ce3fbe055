"""An archive is read in memory, within bounds, and whatever is wrong with it is said."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.grading.archives import read_archive
from autograder.grading.bounded import DamagedError, Rooms
from autograder.grading.shelf import judge_by

CODE = b"def conv2d():\n    return 1\n"
JUDGE = judge_by(("padding", "conv", "pooling"))


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    """Make a zip of (name or ZipInfo, data)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data, compress_type=method)
    return out.getvalue()


def tarred(*entries, form=tarfile.GNU_FORMAT):
    """Make a tar of (name or TarInfo, data)."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data in entries:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def read(data):
    """Return what is read of an archive, by its path, and what is said."""
    said = []
    try:
        found = dict(read_archive(io.BytesIO(data), JUDGE, Rooms(), said.append))
    except DamagedError:
        found = {}
        said.append("it is damaged")
    return {"/".join(path): data for path, data in found.items()}, " | ".join(said)


def special(kind, name="conv.py"):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/passwd"
    return info


def test_no_name_leads_out_of_the_archive():
    names = ["../conv.py", "a/../../conv.py", "..\\..\\conv.py", "conv.py!py", "x" * 2000 + ".py"]
    for make in (zipped, tarred):
        for name in names:
            written = name if make is zipped else name.replace("!", "\0")
            data = make((written, CODE), ("ok/conv.py", CODE))
            found, said = read(data.replace(b"conv.py!py", b"conv.py\0py"))
            assert set(found.values()) == {CODE}
            assert "ok/conv.py" in found
            assert ("lead out of it" in said) == (len(found) == 1)
            assert len(found) == 1 or ("!" in name and make is tarred)  # there a NUL ends the name


@pytest.mark.parametrize("name", ["/conv.py", "//server/share/conv.py", "C:\\homework\\conv.py"])
def test_an_absolute_name_is_only_a_name(name):
    for make in (zipped, tarred):
        found, _ = read(make((name, CODE)))
        (path,) = found
        assert not path.startswith(("/", "C:"))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_are_left_alone_and_named(kind):
    found, said = read(tarred((special(kind), b""), ("conv-2.py", CODE)))
    assert found == {"conv-2.py": CODE}
    assert "conv.py is a link or a device" in said


def test_a_link_in_a_zip_is_left_alone_and_named():
    link = zipfile.ZipInfo("conv.py")
    link.external_attr = 0o120777 << 16
    found, said = read(zipped((link, b"/etc/passwd")))
    assert not found
    assert "conv.py is a link" in said


def test_what_is_locked_with_a_password_is_named():
    data = bytearray(zipped(("conv.py", CODE), ("conv-2.py", CODE)))
    data[data.index(b"PK\1\2") + 8] |= 1
    found, said = read(bytes(data))
    assert list(found) == ["conv-2.py"]
    assert "conv.py is locked with a password" in said


def test_names_from_korean_windows_and_from_a_mac_are_read():
    for encoded in ("합성곱/conv - 복사본.py".encode("cp949"), "합성곱/conv - 복사본.py".encode()):
        plain = b"x" * len(encoded)
        data = zipped((plain.decode(), CODE)).replace(plain, encoded)
        assert list(read(data)[0] or ["?"]) == ["합성곱/conv - 복사본.py"]
        data = tarred((encoded.decode("utf-8", "surrogateescape"), CODE))
        assert list(read(data)[0]) == ["합성곱/conv - 복사본.py"]


def test_a_name_that_is_no_text_at_all_stops_nothing():
    data = zipped(("xxxx/conv.py", CODE)).replace(b"xxxx", b"\x81\xff\xfe\x80")
    found, _ = read(data)
    assert list(found.values()) == [CODE]


def test_long_names_and_sizes_beyond_the_header_are_read():
    name = "homework/" * 20 + "conv.py"
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        assert list(read(tarred((name, CODE), form=form))[0]) == [name]


def test_an_archive_within_an_archive_is_named_and_not_opened():
    inner = zipped(("conv.py", CODE))
    for make in (zipped, tarred):
        found, said = read(make(("a/inner.zip", inner), ("b.tar.gz", b"")))
        assert not found
        assert "a/inner.zip is an archive within an archive" in said
        assert "b.tar.gz is an archive within an archive" in said


@pytest.mark.parametrize("size", [0, 3, 1 << 30, 0xFFFFFFFE])
def test_a_zip_that_lies_about_a_size_is_damage_and_no_more(size):
    data = bytearray(zipped(("conv.py", CODE * 10), ("conv-2.py", CODE)))
    where = data.index(b"PK\1\2")
    data[where + 24 : where + 28] = size.to_bytes(4, "little")
    found, said = read(bytes(data))
    assert found.pop("conv-2.py") == CODE
    assert set(found.values()) <= {CODE * 10}  # too large a size may be passed over
    assert found or "conv.py is damaged" in said


@pytest.mark.parametrize("size", [-512, -1, 8 << 60, 1 << 40, (1 << 33) - 1])
def test_a_tar_that_lies_about_a_size_is_damage_and_no_more(size):
    good, bad = tarred(("conv.py", CODE)), tarfile.TarInfo("conv-2.py")
    bad.size = size
    header = bad.tobuf(tarfile.GNU_FORMAT)
    found, said = read(good[:1024] + header + CODE)
    assert found == {"conv.py": CODE}
    assert "what follows is" in said


def pax(note, name="conv.py"):
    """Make a tar with a header of this text before a file."""
    about = tarfile.TarInfo("about")
    about.type, about.size = tarfile.XHDTYPE, len(note)
    block = note + b"\0" * (-len(note) % 512)
    return about.tobuf(tarfile.USTAR_FORMAT) + block + tarred((name, CODE))


@pytest.mark.parametrize(
    "note",
    [
        b"0" * 30_000,
        b"9" * 60_000 + b" path=x\n",
        b"3 a=\n" * 10_000,
        b"-5 path=/\n",
        b"1 " * 20_000,
    ],
)
def test_notes_that_would_keep_a_reader_busy_are_passed_over(note):
    assert read(pax(note))[0] == {"conv.py": CODE}


def test_a_chain_of_long_names_ends():
    name = tarfile.TarInfo("././@LongLink")
    name.type, name.size = tarfile.GNUTYPE_LONGNAME, 8
    found, _ = read((name.tobuf() + b"conv.py\0".ljust(512, b"\0")) * 5000 + tarred(("x.py", CODE)))
    assert found == {"conv.py": CODE}


def test_of_a_truncated_archive_what_is_whole_is_used_and_the_damage_said():
    noise = os.urandom(4000)
    whole = tarred(("conv.py", CODE * 30), ("pooling.py", noise))
    for wrap in (bytes, gzip.compress, bz2.compress, lzma.compress):
        data = wrap(whole)
        for part in range(1, 8):
            found, said = read(data[: len(data) * part // 8])
            assert set(found.values()) <= {CODE * 30, noise}
            assert "cut off" in said or "no archive" in said or len(found) == 2
    zipped_whole = zipped(("conv.py", CODE))
    for length in range(len(zipped_whole)):
        found, said = read(zipped_whole[:length])
        assert not found
        assert said


def test_a_damaged_byte_never_gives_other_code():
    """A checksum tells, in a zip and in each of the compressions."""
    for data in (
        zipped(("conv.py", CODE)),
        *(w(tarred(("conv.py", CODE))) for w in (bz2.compress, lzma.compress)),
    ):
        for place in range(len(data)):
            bad = bytearray(data)
            bad[place] ^= 4
            found, _ = read(bytes(bad))
            assert set(found.values()) <= {CODE}


def test_the_answer_is_found_among_ten_thousand_files():
    many = [(f"homework/.venv/lib/m{n}.py", b"") for n in range(5000)]
    many += [(f"homework/pictures/{n}.png", b"") for n in range(5000)]
    for make in (zipped, tarred):
        assert read(make(*many, ("homework/conv.py", CODE)))[0] == {"homework/conv.py": CODE}


def test_more_answers_than_a_person_would_look_at_are_not_looked_at():
    files = [(f"n{n}.py", CODE) for n in range(300)]
    found, said = read(zipped(*files, ("conv.py", CODE)))
    assert len(found) == 101  # a name that says what it is has a room of its own
    assert found["conv.py"] == CODE
    assert "more Python files and notebooks than are looked at" in said


SOUND = [
    zipped(("homework/conv.py", CODE * 20), ("답안.py", CODE)),
    zipped(("homework/conv.py", CODE), method=zipfile.ZIP_STORED),
    tarred(("homework/conv.py", CODE), ("a" * 150 + "/conv.py", CODE), (special(b"2"), b"")),
    tarred(("homework/conv.py", CODE), ("ㄱ" * 90 + "/conv.py", CODE), form=tarfile.PAX_FORMAT),
]
CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 14), st.integers(0, 600), st.binary(max_size=12)),
    min_size=1,
    max_size=6,
)
WRAPS = st.sampled_from([bytes, gzip.compress, bz2.compress, lambda d: lzma.compress(d, preset=0)])


@settings(
    max_examples=400,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.sampled_from(SOUND), changes=CHANGES, wrap=WRAPS, after=st.booleans())
def test_whatever_is_done_to_an_archive_reading_it_ends_well(data, changes, wrap, after):
    """More of this: `python tests/benchmarks/fuzz_archives.py`."""
    work = bytearray(wrap(data) if after else data)
    for place, length, new in changes:
        start = place % (len(work) + 1)
        work[start : start + length] = new
    found, _ = read(bytes(work) if after else wrap(bytes(work)))
    for path in found:
        assert not set(path.split("/")) & {"", ".", ".."}
