"""vCard files in the shapes in which address books write them; the people are invented."""

from typing import Final

#: Google Contacts: 3.0, labels in groups, a system group as category, a link to the photo.
GOOGLE: Final = """\
BEGIN:VCARD
VERSION:3.0
FN:Dr. Ana María García López
N:García López;Ana;María;Dr.;
item1.EMAIL;TYPE=INTERNET:ana@fernlight.example
item1.X-ABLabel:
EMAIL;TYPE=INTERNET;TYPE=HOME:ana.garcia@home.example
TEL;TYPE=CELL:+34 600 000 001
TEL;TYPE=WORK:+34 910 000 002
item2.ORG:Fernlight\\, S.L.;Talento
item3.TITLE:Head of Talent
item4.URL:http\\://www.google.com/profiles/1
item5.URL:https\\://www.linkedin.com/in/ana-garcia
item5.X-ABLabel:LinkedIn
PHOTO:https://lh3.googleusercontent.example/contacts/photo.jpg
NOTE:Met in Madrid\\nlikes figures
CATEGORIES:Recruiters,myContacts
BDAY:1980-05-01
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Omar Haddad
N:Haddad;Omar;;;
CATEGORIES:myContacts,starred
END:VCARD
""".replace("\n", "\r\n").encode()

#: Apple Contacts: 3.0, the preferred address by `type=pref`, a folded photo, a social profile, a card for a group.
APPLE: Final = """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 15.1//EN
N:Hart;Jane;Elizabeth;;MBA
FN:Jane Elizabeth Hart MBA
ORG:Northwind Ltd;
TITLE:Recruiter
EMAIL;type=INTERNET;type=HOME:jane@home.example
EMAIL;type=INTERNET;type=WORK;type=pref:jane.hart@northwind.example
item1.EMAIL;type=INTERNET:jh@northwind.example
item1.X-ABLabel:_$!<Other>!$_
TEL;type=CELL;type=VOICE;type=pref:+44 7700 900001
item2.ADR;type=WORK;type=pref:;;12 High Street;Leeds;;LS1 4AP;United Kingdom
item2.X-ABADR:gb
X-SOCIALPROFILE;type=linkedin;x-user=jane-hart:https://www.linkedin.com/in/jane-hart
NOTE:Asked about figures\\; wrote back\\, twice
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAASABIAAD/4QBMRXhpZgAATU0AKgAAAAgAA
 YdpAAQAAAABAAAAGgAAAAAAA6ABAAMAAAABAAEAAKACAAQAAAABAAAAgKADAAQAAAABAAAAgAAAAAD/
 7QA4UGhvdG9zaG9wIDMuMAA4QklNBAQAAAAAAAA=
X-IMAGETYPE:PHOTO
UID:5F7B3A10-0C1D-4E52-9B1A-0123456789AB
X-ABUID:5F7B3A10-0C1D-4E52-9B1A-0123456789AB:ABPerson
END:VCARD
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 15.1//EN
N:Recruiters
FN:Recruiters
X-ADDRESSBOOKSERVER-KIND:group
X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:5F7B3A10-0C1D-4E52-9B1A-0123456789AB
UID:AAAA3A10-0C1D-4E52-9B1A-0123456789AB
END:VCARD
""".replace("\n", "\r\n").encode()

#: Outlook: 2.1, a charset beside each property, quoted-printable over several lines, a picture in base64.
OUTLOOK: Final = """\
BEGIN:VCARD
VERSION:2.1
X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.microsoft.com/office/outlook/12/electronicbusinesscards"/>
N;LANGUAGE=de;CHARSET=windows-1252:Müller;Jörg;;Dr.;
FN;CHARSET=windows-1252:Dr. Jörg Müller
ORG;CHARSET=windows-1252:Alpwerk München;Personal
TITLE;CHARSET=windows-1252:Leiter Personal
NOTE;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:Gespr=E4ch in M=FCnchen=0D=0A=
sehr freundlich=0D=0A
TEL;WORK;VOICE:+49 89 000001
TEL;CELL;VOICE:+49 171 000002
ADR;WORK;PREF;CHARSET=windows-1252:;;Hauptstraße 5;München;;80331;Deutschland
LABEL;WORK;PREF;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:Hauptstra=DFe 5=0D=0A=
80331 M=FCnchen
X-MS-OL-DEFAULT-POSTAL-ADDRESS:2
EMAIL;PREF;INTERNET:j.mueller@alpwerk.example
EMAIL;INTERNET:joerg@mueller.example
PHOTO;TYPE=JPEG;ENCODING=BASE64:
 /9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0a
 HBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQ==

REV:20240305T101500Z
END:VCARD
""".replace("\n", "\r\n").encode("cp1252")

#: A telephone of old: 2.1, names in quoted-printable, UTF-8 for one card and KOI8-R for the other.
PHONE: Final = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=B1=B1=E7=94=B0;=E5=A4=AA=E9=83=8E;;;\r\n"
    b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=B1=B1=E7=94=B0=20=\r\n=E5=A4=AA=E9=83=8E\r\n"
    b"TEL;CELL:+81 90 0000 0001\r\nEMAIL:taro@hinode.example\r\nX-CLASS:private\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=KOI8-R;ENCODING=8BIT:"
    + "Петрова;Анна;Ивановна;;".encode("koi8-r")
    + b"\r\nTEL;PREF;CELL:+7 900 000 00 01\r\nTEL;HOME:+7 900 000 00 02\r\nEND:VCARD\r\n"
)
