import io
import zipfile

import docx
import pytest
from pypdf import PdfWriter

from truceline.reading.intake import paged, web
from truceline.reading.intake.office import check_archive
from truceline.reading.intake.offsets import squeezed
from truceline.reading.intake.receive import Custody, Hints, Intake, language_of, media_type_of, receive, slug
from truceline.reading.intake.text import Decoded
from truceline.testimony.register import Handling
from truceline.values.problems import ValueProblem

CUSTODY = Custody("A. Keeper", "by hand", "2021-05-06", "test", "", ())
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{0}"><title>Shell hits market &amp; school</title>
<meta name="author" content="Ana Writer"><meta property="article:published_time" content="2021-05-06T10:00:00Z"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Shell hits market</h1>
<p>The mayor of <b>Velmar</b> said on Friday that &ldquo;at least twelve&rdquo; people were killed when a shell struck the town&rsquo;s
covered market, and that the café stood empty.</p><p>Officials of the northern command could not be reached for comment by the time this
report was written, and residents of the old town said they had heard three explosions.</p></article><footer>Terms</footer></body></html>"""


def hints(name: str, media_type: str = "") -> Hints:
    return Hints(name, media_type, "UTC", "", "", Handling.PUBLIC, "test")


def take(content: bytes, name: str = "a.txt") -> Intake:
    return receive(content, hints(name), CUSTODY)


def problem_of(content: bytes, name: str) -> str:
    with pytest.raises(ValueProblem) as caught:
        take(content, name)
    return caught.value.problem.code


def outcome(content: bytes, name: str) -> str:
    """The code of the problem with it, "" for none."""
    try:
        take(content, name)
    except ValueProblem as error:
        return error.problem.code
    return ""


def words_come_back(intake: Intake) -> bool:
    text = intake.document.text or ""
    for start in range(0, len(text) - 1, 7):
        end = min(len(text), start + 11)
        place = intake.offsets.place_of(start, end)
        if place is not None and squeezed(intake.offsets.cut(intake.original, place)) != squeezed(
            text[start:end]
        ):
            return False
    return True


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_plain_text_maps_back_to_its_bytes_in_every_encoding(encoding: str) -> None:
    intake = take(
        "Le café de Velmar était fermé, a dit le maire à la presse de la ville.\r\nRien d'autre n'a été dit.".encode(
            encoding
        )
    )
    assert words_come_back(intake)
    assert "café" in (intake.document.text or "")


def test_an_order_mark_is_no_part_of_the_text() -> None:
    intake = take(b"\xef\xbb\xbfHello there.")
    assert intake.document.text == "Hello there."
    place = intake.offsets.place_of(0, 5)
    assert place is not None
    assert (place.start, place.end) == (3, 8)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_a_page_gives_its_article_and_what_it_says_about_itself(encoding: str) -> None:
    intake = take(PAGE.replace("{0}", encoding).encode(encoding), "a.html")
    document = intake.document
    assert "“at least twelve” people" in (document.text or "")
    assert "Terms" not in (document.text or "")
    assert document.authors == ("Ana Writer",)
    assert str(document.published) == "2021-05-06"
    assert words_come_back(intake)


def test_the_same_bytes_are_the_same_document() -> None:
    assert take(b"One line.").document.id == take(b"One line.", "b.txt").document.id


def test_a_docx_gives_its_paragraphs_and_cells() -> None:
    written = docx.Document()
    written.core_properties.title = "Report"
    written.core_properties.author = "Ana Writer"
    written.add_paragraph("The mayor said it was over.")
    written.add_table(1, 1).rows[0].cells[0].text = "In a cell."
    file = io.BytesIO()
    written.save(file)
    intake = take(file.getvalue(), "a.docx")
    assert intake.document.text == "The mayor said it was over.\n\nIn a cell."
    assert intake.document.title == "Report"
    assert intake.document.published is None  # the template's day says nothing of this text
    assert words_come_back(intake)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("Weekly report\n\n26 February 2021\n\nThe week was calm.", "2021-02-26"),
        ("Weekly report\nFriday, 26 February 2021\nThe week was calm.", "2021-02-26"),
        ("Velmar, 26 February 2021\nStatement of the committee", "2021-02-26"),
        ("Published on February 26, 2021 at 14:30 GMT\nThe week was calm.", "2021-02-26"),
        ("Statement on the events of 26 February 2021\nThe week was calm.", ""),
        ("On 26 February 2021 the road was closed.\nIt opened again.", ""),
        ("26 February 2021\nReport\n5 March 2021\nThe week was calm.", ""),
        ("26 February\nThe week was calm.", ""),
        ("February 2021\nThe week was calm.", ""),
        ("\n".join([f"Line {number} of the list" for number in range(6)] + ["26 February 2021"]), ""),
    ],
)
def test_a_line_that_is_a_day_and_nothing_else_dates_a_text(lines: str, day: str) -> None:
    published = take(lines.encode()).document.published

    assert str(published or "") == day


def test_a_docx_is_dated_by_its_first_lines_and_never_by_its_own_dates() -> None:
    written = docx.Document()
    written.add_paragraph("Weekly report")
    written.add_paragraph("26 February 2021")
    file = io.BytesIO()
    written.save(file)

    assert str(take(file.getvalue(), "a.docx").document.published) == "2021-02-26"


def test_a_docx_whose_parts_do_not_unpack_is_damaged() -> None:
    written = docx.Document()
    written.add_paragraph("The mayor said it was over.")
    file = io.BytesIO()
    written.save(file)
    whole = file.getvalue()
    steps = range(60, len(whole) - 60, max(1, len(whole) // 40))
    broken = [
        whole[:at] + bytes(255 - byte for byte in whole[at : at + 30]) + whole[at + 30 :] for at in steps
    ]
    codes = {outcome(content, "a.docx") for content in broken}
    assert "intake.damaged" in codes
    assert codes <= {"", "intake.damaged", "intake.encrypted", "intake.no_text", "intake.bomb"}


MAIL = b"""From: Ana Writer <ana@example.org>\r\nTo: b@example.org\r\nSubject: The market\r\nDate: Thu, 06 May 2021 10:00:00 +0000\r\n"""


def test_a_mail_gives_its_body_and_headers() -> None:
    intake = take(
        MAIL + b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe mayor said it was over.\r\n", "a.eml"
    )
    assert intake.document.text == "The mayor said it was over.\n"
    assert intake.document.authors == ("Ana Writer",)
    assert str(intake.document.published) == "2021-05-06"
    assert words_come_back(intake)


def test_a_mail_in_html_gives_its_article() -> None:
    body = PAGE.replace("{0}", "utf-8").encode()
    intake = take(MAIL + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + body, "a.eml")
    assert "covered market" in (intake.document.text or "")


def pdf(pages: int, *, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_pages_without_text_and_encrypted_ones_are_told_apart() -> None:
    assert problem_of(pdf(2), "a.pdf") == "intake.no_text"
    assert problem_of(pdf(1, password="secret"), "a.pdf") == "intake.encrypted"
    assert problem_of(pdf(1)[:200], "a.pdf") == "intake.damaged"
    assert problem_of(pdf(2001), "a.pdf") == "intake.too_large"


def written_pdf() -> bytes:
    """A page that says one sentence, written by hand."""
    stream = b"BT /F1 12 Tf 20 100 Td (The mayor said it was over.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def test_a_pdf_gives_the_text_of_its_pages() -> None:
    intake = take(written_pdf(), "a.pdf")
    assert intake.document.text == "The mayor said it was over."
    assert intake.offsets.place_of(0, 3) is not None
    assert words_come_back(intake)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 5_000_000)
    assert problem_of(file.getvalue(), "a.docx") == "intake.bomb"
    with pytest.raises(ValueProblem):
        check_archive(b"PK\x03\x04broken")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "intake.empty"),
        (b"x" * 10_000_001, "a.txt", "intake.too_large"),
        (b"x" * 50_000_001, "a.txt", "intake.too_large"),
        (b"\x00\x01\x02\xff\xfe\xfd" * 30, "a.txt", "intake.encoding"),
        (b"PK\x03\x04" + b"x" * 40, "a.zip", "intake.kind"),
        (b"<html><body></body></html>", "a.html", "intake.no_text"),
        (MAIL + b"Content-Type: image/png\r\n\r\nabc", "a.eml", "intake.no_text"),
        (MAIL + b"Content-Type: text/html\r\n\r\n<html><body></body></html>", "a.eml", "intake.no_text"),
        (b"\xff\xfea\x00\x00", "a.txt", "intake.encoding"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, name: str, code: str) -> None:
    assert problem_of(content, name) == code


def test_the_kind_of_a_file_is_told_by_its_bytes_first() -> None:
    assert media_type_of(b"%PDF-1.4", "a.txt") == "application/pdf"
    assert media_type_of(b"<!DOCTYPE html>", "a.txt") == "text/html"
    assert media_type_of(b"From: a\nSubject: b\n\nc", "a") == "message/rfc822"
    assert media_type_of(b"plain", "a.pdf") == "text/plain"


def test_a_title_and_a_byline_are_read_from_plain_text() -> None:
    document = take(
        b"Shell hits market\n\nBy Ana Writer and Bo Other\n\nThe mayor said it was over."
    ).document
    assert document.title == "Shell hits market"
    assert document.authors == ("Ana Writer", "Bo Other")


def test_languages_are_told_by_script_and_common_words() -> None:
    assert language_of("В городе всё тихо, сообщил мэр") == "ru"
    assert language_of("قال رئيس البلدية إن المدينة هادئة") == "ar"
    assert language_of("La mairie a dit que la ville est calme et que les gens sont dans la rue") == "fr"
    assert language_of("zzz qqq") == "und"
    assert slug("The Dorn Herald!") == "the-dorn-herald"


def zipped(**files: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_an_encrypted_archive_and_an_empty_docx_are_told_apart() -> None:
    plain = zipped(word="x")
    at = plain.index(b"PK\x01\x02")
    locked = plain[: at + 8] + b"\x01" + plain[at + 9 :]
    with pytest.raises(ValueProblem) as caught:
        check_archive(locked)
    assert caught.value.problem.code == "intake.encrypted"
    empty = io.BytesIO()
    docx.Document().save(empty)
    assert problem_of(empty.getvalue(), "a.docx") == "intake.no_text"


def test_a_mail_in_a_charset_nobody_knows_is_damaged() -> None:
    content = (
        MAIL + b"Content-Type: text/plain; charset=x-none\r\nContent-Transfer-Encoding: base64\r\n\r\n////"
    )
    assert outcome(content, "a.eml") in ("", "intake.damaged")
    assert outcome(MAIL.replace(b"Date: Thu, 06", b"Date: Thu, 99") + b"\r\nHello.", "a.eml") == ""
    odd = MAIL + b"Content-Type: multipart/mixed\r\n\r\nno boundary"
    assert outcome(odd, "a.eml") in ("", "intake.no_text", "intake.damaged")


def test_a_page_in_an_encoding_it_does_not_name_rightly_is_decoded_all_the_same() -> None:
    for charset in ("x-none", "ascii"):
        page = PAGE.replace("{0}", charset).encode("utf-8")
        assert "café stood empty" in (take(page, "a.html").document.text or "")


def test_text_in_four_bytes_a_letter_maps_back() -> None:
    intake = take("The mayor said 𝄞 it was over.".encode("utf-32"))
    assert words_come_back(intake)


def test_a_paragraph_the_source_does_not_hold_is_left_out() -> None:
    source = Decoded("<p>One thing.</p><p>Another.</p>", "utf-8", 0)
    text, offsets, lost = web._aligned(["One thing.", "Never written.", "Another."], source)
    assert (text, lost) == ("One thing.\n\nAnother.", 1)
    assert offsets.place_of(0, 3) is not None


def test_a_pdf_with_more_text_than_is_read_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged, "MAX_CHARACTERS", 5)
    assert problem_of(written_pdf(), "a.pdf") == "intake.too_large"


def test_a_range_of_nothing_stands_nowhere_in_the_original() -> None:
    intake = take(b"One line.")
    assert intake.offsets.place_of(0, 0) is None
    assert intake.offsets.place_of(0, 3) is not None
