"""Mail as it fills an inbox, written here: a newsletter of 75 kB in tables with its style sheet, and a plain letter."""

import quopri

#: What a mail brings along on its way; both mails have them.
_ENVELOPE = """Delivered-To: sam.doe@example.com
Received: by 2002:a05:6a10:1234:b0:4f1:abcd:ef01 with SMTP id x1csp123456; Thu, 26 Nov 2026 01:12:13 -0800 (PST)
Return-Path: <bounce-12345@letters.example>
Received: from mta12.letters.example (mta12.letters.example. [192.0.2.12]) by mx.example.com with ESMTPS id
 a1-20020a056a00 for <sam.doe@example.com>; Thu, 26 Nov 2026 01:12:13 -0800 (PST)
Received-SPF: pass (example.com: domain of bounce-12345@letters.example designates 192.0.2.12 as permitted sender)
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=letters.example; s=k1; h=from:to:subject:date;
 bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvw
Date: Thu, 26 Nov 2026 09:12:11 +0000
To: Sam Doe <sam.doe@example.com>
MIME-Version: 1.0
"""
_SHEET = """
body,table,td,a{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%;}
table,td{border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt;}
img{border:0;height:auto;line-height:100%;outline:none;text-decoration:none;-ms-interpolation-mode:bicubic;}
p{display:block;margin:13px 0;}
.preheader{display:none !important;visibility:hidden;mso-hide:all;font-size:1px;max-height:0;opacity:0;overflow:hidden;}
.mobile-only,.mobile-only table{display:none;max-height:0;overflow:hidden;}
@media only screen and (min-width:480px){.column-100{width:100% !important;max-width:100%;}
.column-50{width:50% !important;max-width:50%;}.desktop-only{display:block;}}
@media only screen and (max-width:479px){table.full-width-mobile{width:100% !important;}
td.full-width-mobile{width:auto !important;}.desktop-only{display:none !important;}
.mobile-only,.mobile-only table{display:table !important;max-height:none !important;}}
"""
_BLOCK_RULES = """
.block-{n}{{background-color:#fafafa;border-top:0;border-bottom:0;padding-top:9px;padding-bottom:9px;}}
.block-{n} .text,.block-{n} .text p{{color:#202020;font-family:Georgia,serif;font-size:16px;line-height:150%;}}
.block-{n} .text a{{color:#0b66c3;font-weight:normal;text-decoration:underline;}}
@media only screen and (max-width:479px){{.block-{n} .text{{font-size:18px !important;line-height:150% !important;}}}}
"""
_STORY = """<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" style="width:600px;" \
width="600"><tr><td style="line-height:0px;font-size:0px;"><![endif]-->
<div class="block-{b}" style="background:#ffffff;background-color:#ffffff;margin:0px auto;max-width:600px;">
<table align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="width:100%;"><tbody><tr>
<td style="direction:ltr;font-size:0px;padding:20px 0;text-align:center;">
<div class="column-100" style="font-size:0px;text-align:left;display:inline-block;vertical-align:top;width:100%;">
<table border="0" cellpadding="0" cellspacing="0" role="presentation" style="vertical-align:top;" width="100%"><tbody>
<tr><td align="left" style="font-size:0px;padding:10px 25px;word-break:break-word;"><div style="font-family:Georgia, \
serif;font-size:20px;font-weight:bold;line-height:1.3;text-align:left;color:#1b1b1b;">Story {n}: what the harbour \
town learned about its bins</div></td></tr>
<tr><td align="left" class="text" style="font-size:0px;padding:10px 25px;word-break:break-word;"><div \
style="font-family:Georgia, serif;font-size:16px;line-height:1.5;text-align:left;color:#333333;">The council counted \
{n}2 new bins, and <b>nearly every street</b> on the hill now sorts its kitchen waste &mdash; a small thing, say \
those who walk past on a warm day, yet one that <a href="https://click.letters.example/f/a/{n}xYq~~/AAQRxRA~/RgRnX2s3P0Q?\
utm_source=newsletter&amp;utm_medium=email&amp;utm_campaign=autumn_{n}" style="color:#0b66c3;text-decoration:none;">\
changed the mornings</a> of the whole quarter.&nbsp; Nobody had expected the smell to go so soon, least of all the two \
who had carried the plan through three budgets.<br><br>Read how it began, who paid for it, and what the other \
side of the river now means to do about its own {n}0 yards before the summer comes.</div></td></tr>
<tr><td align="left" style="font-size:0px;padding:10px 25px;"><table border="0" cellpadding="0" cellspacing="0" \
role="presentation" style="border-collapse:separate;line-height:100%;"><tr><td align="center" bgcolor="#0b66c3" \
style="border:none;border-radius:3px;cursor:auto;background:#0b66c3;" valign="middle"><a href="https://click.letters.\
example/f/b/{n}xYq~~/AAQRxRA~/RgRnX2s3P0Q" style="display:inline-block;background:#0b66c3;color:#ffffff;font-family:\
Georgia, serif;font-size:13px;margin:0;padding:10px 25px;" target="_blank">Read the story</a></td></tr></table>\
</td></tr>
<tr><td align="center" style="font-size:0px;padding:10px 25px;"><img alt="" height="auto" \
src="https://img.letters.example/{n}.png" style="border:0;display:block;width:100%;" width="550"></td></tr>
</tbody></table></div></td></tr></tbody></table></div>
<!--[if mso | IE]></td></tr></table><![endif]-->
"""
_PARAGRAPH = (
    "We have read your papers with care and talked about them at length on Tuesday; the panel liked the way\n"
    "you set out the move of the archive and the checks you wrote for it, and one of us will write again once\n"
    "the budget of the next quarter is settled, which should be so by the middle of the month.\n\n"
)


def page(size: int = 75_000) -> str:
    """Return the page of a newsletter of about `size` characters: a quarter of it style sheet, the rest stories."""
    sheet = _SHEET + "".join(_BLOCK_RULES.format(n=n) for n in range(size // 4500))
    stories, number = "", 0
    while len(sheet) + len(stories) < size - 1000:
        stories += _STORY.format(n=number, b=number % 16)
        number += 1
    preheader = f'<div class="preheader">What the harbour learned{"&#847;&zwnj;&nbsp;" * 40}</div>'
    return (
        '<!doctype html><html><head><title>The autumn letter</title><meta charset="utf-8"><style type="text/css">'
        f'{sheet}</style></head><body style="word-spacing:normal;background-color:#f4f4f4;">{preheader}{stories}'
        '<table width="100%"><tr><td style="font-size:12px;color:#999999">You get this because you asked for it. '
        '<a href="https://letters.example/u">Unsubscribe</a></td></tr></table></body></html>'
    )


def newsletter(number: int = 1, size: int = 75_000) -> bytes:
    """Return a mail with such a page, quoted-printable as most programs send it."""
    head = (
        f"{_ENVELOPE}From: The Harbour Letter <letter@letters.example>\nMessage-ID: <n{number}@letters.example>\n"
        f"Subject: =?utf-8?q?Autumn_letter_{number}_=E2=80=93_what_the_harbour_learned?=\n"
        "List-Unsubscribe: <https://letters.example/u/1>\nContent-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n"
    )
    return head.encode() + quopri.encodestring(page(size).encode())


def letter(number: int = 1, size: int = 4_000) -> bytes:
    """Return a plain letter about an application, of about `size` bytes with its headers, its lines hard-wrapped."""
    head = (
        f"{_ENVELOPE}From: =?utf-8?q?Ann_B=C3=B6ll?= <ann@bell.example>\nMessage-ID: <l{number}@bell.example>\n"
        "Subject: Your application for the archive\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n\n"
    )
    end = "Kind regards – and thank you\nAnn Böll\nHead of People\nBell & Sons\n"
    paragraphs = max(1, (size - len(head) - len(end)) // len(_PARAGRAPH))
    return f"{head}Dear Sam,\n\n{_PARAGRAPH * paragraphs}{end}".encode()
