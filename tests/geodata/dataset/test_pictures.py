"""A front's pictures draw and do nothing else; they are a part of what the digest names."""

import shutil
from pathlib import Path

import pytest

from geodata.dataset.contents import LARGEST_PICTURE_MB, PICTURE_FOLDER, read_contents
from geodata.dataset.load import bundled_folder, load_dataset
from geodata.dataset.pictures import check_picture, read_pictures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
ACTING = [
    "<script>1</script>",
    "<SCRIPT/>",
    '<rect onclick="1"/>',
    "<foreignObject/>",
    '<image href="http://127.0.0.1:9/a.png"/>',
    '<image xlink:href="//127.0.0.1:9/a.png"/>',
    '<use href="other.svg#a"/>',
    '<a href="javascript:alert(1)"><rect/></a>',
    '<image href="data:image/svg+xml,x"/>',
    '<rect fill="url(http://127.0.0.1:9/a)"/>',
    "<rect style=\"fill: URL( 'http://127.0.0.1:9/a')\"/>",
    "<style>@import 'http://127.0.0.1:9/a';</style>",
    "<style>rect { fill: u\\72l(http://127.0.0.1:9/a) }</style>",
    "<style>a{}<!-- --> b { src: url(http://127.0.0.1:9/a) }</style>",
    '<a><set attributeName="xlink:href" to="http://127.0.0.1:9"/></a>',
    "<?xml-stylesheet href='http://127.0.0.1:9/a.css'?>",
    "<rect>",
]


@pytest.fixture
def folder(made_up_folder: Path) -> Path:
    (made_up_folder / PICTURE_FOLDER).mkdir()
    return made_up_folder


@pytest.mark.parametrize("part", ACTING)
def test_a_picture_that_acts_or_refers_elsewhere_is_refused(part):
    with pytest.raises(ValueError, match=r"holds|refers|changes|style|is no SVG"):
        check_picture(SVG.format(part).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"<html/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        b'<?xml version="1.0" encoding="none-such"?><svg/>',
        b"<svg>" * 100_000,
    ],
)
def test_what_is_no_picture_is_refused_in_a_line(content):
    with pytest.raises(ValueError, match=r"is no SVG|document type") as told:
        check_picture(content)
    assert len(str(told.value)) < 200


def test_what_draws_is_taken():
    check_picture(
        SVG.format(
            "<style>@font-face{src:url(data:font/ttf;base64,AA)}</style><use href='#a'/>"
            '<rect id="a" fill="url(#b)"/><image xlink:href="data:image/png;base64,AA"/>'
        ).encode()
    )
    found, faults = read_pictures(read_contents(bundled_folder()))
    assert len(found) == 7
    assert faults == []


def test_the_picture_shown_is_the_one_that_was_read(folder):
    before = load_dataset(folder)
    picture = folder / PICTURE_FOLDER / "method.svg"
    picture.write_text(SVG.format("<rect/>"))
    dataset = load_dataset(folder)
    assert dataset.digest != before.digest
    assert "method.svg" not in before.pictures
    shown = picture.read_bytes()
    picture.write_text(SVG.format("<script/>"))
    assert dataset.pictures["method.svg"] == shown


def test_a_picture_that_breaks_a_rule_is_named_and_left_out(folder):
    (folder / PICTURE_FOLDER / "method.svg").write_text(SVG.format("<script/>"))
    (folder / PICTURE_FOLDER / "reading.svg").write_bytes(b" " * LARGEST_PICTURE_MB * 1_100_000)
    faults = []
    dataset = load_dataset(folder, faults.append)
    assert not dataset.pictures
    assert [fault.file for fault in faults] == ["pictures/method.svg", "pictures/reading.svg"]
    assert "<script>" in str(faults[0])
    assert "2 MB at most" in str(faults[1])


def test_a_folder_of_pictures_that_leads_to_itself_is_no_traceback(made_up_folder):
    (made_up_folder / PICTURE_FOLDER).symlink_to(PICTURE_FOLDER)
    load_dataset(made_up_folder, lambda _: None)
    shutil.rmtree(made_up_folder / PICTURE_FOLDER, ignore_errors=True)
