"""A Word CV with all that hides lines: tables in tables, a text box kept twice, controls, tracked changes, breaks."""

import io
import zipfile

_NAMESPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)
_ITEM = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
_DECIMAL = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>'
_NO_LIST = '<w:pPr><w:pStyle w:val="ListBullet"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'


def _t(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(inside: str, before: str = "") -> str:
    return f"<w:p>{before}{inside}</w:p>"


def _style(name: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'


def _control(inside: str) -> str:
    return f"<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def _table(*cells: str) -> str:
    row = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{row}</w:tr></w:tbl>"


def _box(inside: str) -> str:
    """Return a text box as Word writes it: for itself, and again for older programs."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


_TRACKED = (
    _t("Cut the cost of a delivery ")
    + '<w:ins w:id="1" w:author="x"><w:r><w:t>from £7.20 to £4.90</w:t></w:r></w:ins>'
    + '<w:del w:id="2" w:author="x"><w:r><w:delText>quite a lot</w:delText></w:r></w:del>'
    + _t(" in one year")
)
_MOVED_AWAY = '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>Signed 14 new suppliers in Poland</w:t></w:r></w:moveFrom>'
_MOVED_HERE = '<w:moveTo w:id="4" w:author="x"><w:r><w:t>Signed 14 new suppliers in Poland</w:t></w:r></w:moveTo>'
_MARK_DELETED = f'<w:pPr>{_ITEM[7:-8]}<w:rPr><w:del w:id="6" w:author="x"/></w:rPr></w:pPr>'
_BREAKS = (
    "<w:r><w:t>• Planned 31 delivery rounds</w:t><w:br/><w:t>• Trained 6 drivers in</w:t><w:br/><w:t>first aid</w:t>"
    "<w:br/><w:t>• Won the depot prize in 2021</w:t></w:r>"
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://x.example"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>a map of all 212 stops</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_BODY = "".join(
    (
        _p(_t("Jan Nowak"), _style("Title")),
        _p(_box(_p(_t("Languages"), _style("Heading1")) + _p(_t("Polish, native"), _ITEM))),
        _p(_t("Work experience"), _style("Heading1")),
        _table(
            _p(_t("2019 – today")),
            _p(_t("Fleet Manager, Redcar Freight"))
            + _p(_TRACKED, _ITEM)
            + _p(_MOVED_AWAY, _ITEM)
            + _table(_p(_t("Moved 40 vans to electric power by 2023"), _ITEM))
            + _p(_MOVED_HERE, _ITEM),
        ),
        _control(_p(_t("Negotiated ") + _control(_t("three-year")) + _t(" leases for 120 vans"), _ITEM)),
        _p(_t("Ran a depot of 85 people") + "<w:smartTag w:element='place'>" + _t(" in Hull") + "</w:smartTag>", _ITEM),
        _p(_t("Depot Planner, Redcar Freight"), _style("Heading2")),
        _p(_BREAKS),
        _p(_t("Drew "), _MARK_DELETED) + _p(_FIELD + _t(" for new drivers"), _ITEM),
        _p('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>' + _t("\u00a0 Halved the time of loading to 25 minutes")),
        _p(_t("Brought complaints down from 19 to 4 a month"), _DECIMAL),
        _p(_t("Wrote the handbook that all nine depots use"), _style("ListBullet")),
        _p(_box(_p(_t("Kept the fleet at 98% availability"), _ITEM)) + _t("Driver, Redcar Freight"), _NO_LIST),
        _p(
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden words</w:t></w:r>" + _t("Drove 400,000 km without an accident"),
            _ITEM,
        ),
        _p(_t("Education"), _style("Heading1")),
        _p(_t("Diploma in logistics, Gdynia"), _ITEM),
    )
)
GOLD = (
    "Polish, native",
    "Cut the cost of a delivery from £7.20 to £4.90 in one year",
    "Moved 40 vans to electric power by 2023",
    "Signed 14 new suppliers in Poland",
    "Negotiated three-year leases for 120 vans",
    "Ran a depot of 85 people in Hull",
    "Planned 31 delivery rounds",
    "Trained 6 drivers in first aid",
    "Won the depot prize in 2021",
    "Drew a map of all 212 stops for new drivers",
    "Halved the time of loading to 25 minutes",
    "Brought complaints down from 19 to 4 a month",
    "Wrote the handbook that all nine depots use",
    "Kept the fleet at 98% availability",
    "Drove 400,000 km without an accident",
    "Diploma in logistics, Gdynia",
)


def word_cv() -> bytes:
    """Return the file; its lines are `GOLD`."""
    import docx

    whole = io.BytesIO()
    docx.Document().save(whole)
    made = io.BytesIO()
    document = f"<w:document {_NAMESPACES}><w:body>{_BODY}<w:sectPr/></w:body></w:document>"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document.encode() if name == "word/document.xml" else old.read(name))
    return made.getvalue()
