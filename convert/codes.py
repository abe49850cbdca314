"""Every code a note, a finding or an error can carry: what it means, and the cure. Codes never change."""

#: code -> (what it means and why it matters, what to do)
CODES: dict[str, tuple[str, str]] = {
    "content/refused": ("The content may not be printed as it is.", "see the sentence beside it"),
    "convert/error": ("The work stopped.", "see the sentence beside it"),
    "edition/limit": (
        "An edition holds at most 500 sections and 2,000 articles, and a glob looks at 20,000 files.",
        "part it, or name narrower globs",
    ),
    "edition/no-issue": (
        "A paper, or a package, is made of an issue, and nothing binds these articles in one.",
        "read them with a title, or from an edition.toml",
    ),
    "edition/refused": ("The edition has mistakes; nothing was written.", "see the lines that are named"),
    "epub/cover-left-out": (
        "Pillow was built without Raqm and would draw unjoined letters, so the book has no cover.",
        "install Pillow from its wheel, and libfribidi0 with apt",
    ),
    "epub/missing": (
        "The package names a file that is not in the book; readers stop there or leave a gap.",
        "put the file in, or take it off the manifest",
    ),
    "epub/page-list": (
        "The list of pages differs from the marks in the text: readers land elsewhere than on paper.",
        "make the list from the marks: one entry each, the same labels, the same order",
    ),
    "epub/time-unknown": (
        "An EPUB must say when it was changed; nothing in the article does, and no clock is asked.",
        "state it: -M updated=2020-11-28T04:27+03:00, or set SOURCE_DATE_EPOCH",
    ),
    "epub/unreadable": (
        "A file of the book is not what EPUB says it must be, and readers may refuse the whole book.",
        "mend what the place names; it must be well-formed XML that declares no entities",
    ),
    "epub/unsafe": (
        "An address leads out of the book, to files of whoever opens it.",
        "make the book anew, from a source you trust",
    ),
    "font/embedding": (
        "The font itself forbids what every PDF and EPUB of ours does: to carry it, cut to its letters.",
        "buy the licence that allows it, with its font file, or choose another face",
    ),
    "font/fallback": (
        "A letter is drawn by another face than the language's, or the style's, and looks strange there.",
        "name a face that has it in the style, or write it another way",
    ),
    "font/glyph-missing": (
        "No font of the page has this letter; a reader sees an empty box.",
        "write it another way, or add a font that has it",
    ),
    "font/left": (
        "A face chosen for all languages lacks letters of this one, so ours was used.",
        "name a face for the language: [faces.ug] in house.toml; matbaa font check says what is lacking",
    ),
    "font/licence": (
        "No licence stands beside a publisher's font, so nobody can tell whether it may be used.",
        "put its text into the face's folder as OFL.txt or LICENSE.txt",
    ),
    "font/missing": ("A font that the language is set in is not in fonts/.", "install matbaa again"),
    "font/unknown": (
        "[faces] names a family that is neither among ours nor in fonts/ beside house.toml.",
        "matbaa list fonts says which there are",
    ),
    "font/untrue": (
        "fonts.toml says something of a font that its file does not bear out.",
        "correct what it says, or leave it out: it is measured then",
    ),
    "font/unusable": (
        "The file is no single TrueType or OpenType font with outlines, or too large, or damaged.",
        "ask its maker for the .ttf or .otf",
    ),
    "font/variable": (
        "A variable font makes a PDF large and slow, and its weights are not those that fonts.toml names.",
        "make a static cut of each weight: fonttools varLib.instancer FILE wght=400 --static",
    ),
    "html/unreadable": ("There is no HTML in the file.", "name another file, or its format with -f"),
    "install/incomplete": ("A folder of the package is missing.", "install matbaa again"),
    "internal/bug": ("A fault of matbaa itself.", "run again with MATBAA_DEBUG=1 and report what it prints"),
    "iptc/code-set": (
        "The bytes of a message are not in the code set it designates, or in none that it names.",
        "designate the set (clause 7), or agree on it with who receives the wire",
    ),
    "iptc/control": ("A control character stands in the text of a message.", "take it out"),
    "iptc/header": (
        "The header of a message cannot be read: receivers sort and count by it.",
        "write it as MTB0001 3 GEN 0435",
    ),
    "iptc/line-long": (
        "A line has more than 69 columns; receivers cut it or break it.",
        "break it between words",
    ),
    "iptc/moment": ("The date-time group after the text is missing or none.", "write it as 280127 NOV 20"),
    "iptc/structure": (
        "A part of the message is missing: SOH header STX text ETX.",
        "write it anew, or ask for it again",
    ),
    "iptc/words": ("The header's count of words is not true.", "count them anew"),
    "newsml/P01": (
        "The file is not what the profile allows, a strict subset of NewsML-G2 2.35.",
        "mend what the line names",
    ),
    "newsml/P02": (
        "A code begins with an alias that no catalog explains, so nobody can say what it means.",
        "declare the scheme in the item's catalog",
    ),
    "newsml/P03": (
        "A date-time without an offset means a different moment in every newsroom.",
        "write 2025-03-14T06:00:00+03:00",
    ),
    "newsml/P04": (
        "What receivers need to file an item is missing: guid, version, class, status, content.",
        "add it",
    ),
    "newsml/P05": (
        "An item has one main headline: the one without a role.",
        "give the others a role, and the main one words",
    ),
    "newsml/P06": (
        "Language and direction of the envelope, of the page and of the letters must agree.",
        "correct lang or dir",
    ),
    "newsml/P07": (
        "The body is one flat XHTML body in the words of the profile; a wrapper loses it elsewhere.",
        "flatten it",
    ),
    "newsml/P08": ("Ids must be unique and links inside must lead somewhere.", "correct the id or the link"),
    "newsml/P09": (
        "A picture needs a description, and its file must be there.",
        "write alt, put the file in its place",
    ),
    "newsml/P10": (
        "The headline or the deck is said again as the first paragraph.",
        "take the repetition out",
    ),
    "newsml/P11": (
        "Control characters, U+FFFD and bidi overrides spoil every format made from it.",
        "clean the text",
    ),
    "newsml/P12": (
        "The counts of words and characters are not true.",
        "write the file anew, or correct them",
    ),
    "newsml/P13": (
        "A correction needs a higher version, its signal and a word to the editors.",
        "add what is missing",
    ),
    "newsml/P14": (
        "A package names items that are not there, or turns in a circle.",
        "correct the reference",
    ),
    "newsml/P15": (
        "The item is embargoed, withheld or cancelled; writers for print and EPUB refuse it.",
        "wait, or --ignore-embargo",
    ),
    "newsml/body-missing": (
        "The item has no XHTML body, so there is nothing to print.",
        "ask the sender for the text rendition",
    ),
    "newsml/control-dropped": ("Control characters cannot stand on a page or in XML.", "clean the source"),
    "newsml/direction-assumed": (
        "The item does not say in which direction it is written.",
        'put dir="rtl" on the root',
    ),
    "newsml/element-dropped": (
        "An element that runs code, loads something or takes input was left out.",
        "take it out of the source",
    ),
    "newsml/element-opened": (
        "An element the canonical body does not know was opened; its text was kept.",
        "use the elements of the profile",
    ),
    "newsml/embargo-open": (
        "The item is embargoed and says no time: it is held back until somebody decides.",
        "wait, or --ignore-embargo knowingly",
    ),
    "newsml/left-behind": (
        "A fact of the source has no place in the canonical form.",
        "check that nobody needs it",
    ),
    "newsml/link-dropped": (
        "Only web, mail and telephone links are kept; others can run code or read files.",
        "give a web address",
    ),
    "newsml/span-clamped": ("A cell may span at most 1000 columns or rows.", "mend the table"),
    "newsml/status-unknown": (
        "The publication status is none of usable, withheld, canceled; it is taken as withheld.",
        "correct pubStatus",
    ),
    "newsml/time-unclear": (
        "A time without an offset, or no time at all, was left out.",
        "write 2020-11-28T04:27:00+03:00",
    ),
    "paper/advert-moved": (
        "An advert stands on another page than its order says: there was no such page, or no room on it.",
        "give it another page in edition.toml, or less height",
    ),
    "paper/filled": (
        "Stories did not fill a page; the house's own advert stands in the rest of it.",
        "add a brief to the section, or a [[filler]] that you like to see there",
    ),
    "paper/filler-page": (
        "Newspapers are printed by fours: a page of the house's own was added before the last.",
        "add stories, or take some out",
    ),
    "paper/misplaced": (
        "A story does not stand where edition.toml asks: there was no room, or no such page.",
        "ask for another page or another width, or for less on that page",
    ),
    "paper/too-high": (
        "A story's head, its picture or an advert is higher than a page, and sticks out of it.",
        "a smaller picture, a shorter headline, fewer columns, or a larger trim",
    ),
    "paper/white": (
        "No story and no filler fits in the room that is left at the foot of a page.",
        "a brief more in that section, or a picture",
    ),
    "pdf/clusters": (
        "A code of the PDF says several letters that run from the right; most readers turn them round.",
        "export with another program: one code, one character",
    ),
    "pdf/direction": (
        "Viewers put the pages side by side from the left, and turn them the wrong way.",
        "set the binding to the right: /Direction /R2L in /ViewerPreferences",
    ),
    "pdf/encrypted": (
        "The PDF is locked; printers and archives refuse it.",
        "export it without a password or protection",
    ),
    "pdf/engine": (
        "The PDF engine reported something.",
        "see the sentence; an unknown CSS property is harmless",
    ),
    "pdf/fetch-refused": (
        "The page asked for something that is not part of the edition; nothing is ever fetched.",
        "put the picture beside the article",
    ),
    "pdf/language": (
        "The PDF names no language: no voice can read it aloud, no search knows its words.",
        "name the language of the document: /Lang",
    ),
    "pdf/more-defects": (
        "More came out wrong on the pages than is told one by one.",
        "mend what is told first; often one cause has many effects",
    ),
    "pdf/no-unicode": (
        "Nobody can tell which letters are shown: they are found by no search and read by no voice.",
        "export with a ToUnicode map for each font",
    ),
    "pdf/overfull": (
        "Words, a block or a picture stick out of their column, or stand below the room for text.",
        "let it break, set it smaller, or give it more room",
    ),
    "pdf/plain": (
        "The PDF engine is not the one whose parts we know, so its text layer is left as it writes it.",
        "install WeasyPrint 70: `make setup`, or `pip install 'weasyprint>=70,<71'`",
    ),
    "pdf/table-wide": (
        "A table is wider than its column and is cut off or runs into what stands beside it.",
        "fewer columns, shorter words, or a smaller size",
    ),
    "pdf/unread": (
        "A part of the PDF is too large, too deep or broken, so it was not looked at.",
        "export it again; ask for the open document",
    ),
    "pdf/unreadable": (
        "The file is no PDF, or so damaged that it cannot be opened.",
        "export it again",
    ),
    "picture/clash": (
        "Two sources have different pictures of one name; one would show the other's.",
        "give one of them another name",
    ),
    "picture/converted": (
        "A picture is in the colours of print; a PDF for screens and archives holds red, green and blue.",
        "nothing, or send pictures in sRGB; embed the colour profile in those in CMYK",
    ),
    "picture/missing": (
        "A picture is named and not there; its description stands in its place.",
        "put the file where the article names it",
    ),
    "picture/refused": (
        "A picture outside the folder of its article is not read.",
        "copy it into the folder",
    ),
    "picture/resized": (
        "A book is no place for a picture larger than its page; a smaller copy is in it.",
        "--longest-side 0 keeps all as they are",
    ),
    "picture/too-large": (
        "A picture of more than 20 MB or 50 million pixels is not used.",
        "make it smaller",
    ),
    "picture/undescribed": (
        "Who does not see a picture is read its caption, or only that it is one (PDF/UA).",
        "write what is to be seen into alt",
    ),
    "picture/unreadable": (
        "Only whole PNG, JPEG, GIF and WebP pictures are used, told by their bytes.",
        "export it again",
    ),
    "plugin/clash": ("Two plug-ins want one name, so neither has it.", "uninstall one of them"),
    "press/annotation": (
        "A link or comment lies on what is printed; PDF/X-4 allows it beside the bleed alone.",
        "export without links and comments",
    ),
    "press/bleed": (
        "Colour ends where the page is cut; a knife half a millimetre off leaves a white edge.",
        "let what touches the edge run 3 mm over it",
    ),
    "press/blend-space": (
        "Transparency is blended in red, green and blue, and comes out otherwise in ink.",
        "set the blending space to CMYK",
    ),
    "press/boxes": (
        "The boxes of a page do not say where it is cut and how far its colour runs over.",
        "export with trim and bleed: Trim within Bleed within Media",
    ),
    "press/dates": (
        "PDF/X-4 wants the dates of the file in XMP, and those of Info the same.",
        "export as PDF/X-4",
    ),
    "press/document-id": (
        "Nothing tells this version of the file from another.",
        "export as PDF/X-4",
    ),
    "press/empty-page": (
        "Nothing is printed on a page.",
        "fill it, or take it out",
    ),
    "press/external": (
        "A part of the page lies elsewhere: at a server, in another file, in another version.",
        "put the picture itself into the file",
    ),
    "press/font-embedding": (
        "A font is not in the file: every machine puts another in its place.",
        "embed all fonts",
    ),
    "press/hairline": (
        "A line is so thin that a press prints it broken or not at all.",
        "0.25 pt at least",
    ),
    "press/identification": (
        "The file does not say that it is PDF/X-4, so nobody need treat it so.",
        "export as PDF/X-4",
    ),
    "press/ink-unmeasured": (
        "How much ink lies on the paper was not measured: too much smears and sets off.",
        "measure the total coverage with a separation preview",
    ),
    "press/jpeg2000": (
        "A JPEG 2000 picture has more than 8 bits a colour, which PDF/X-4 does not allow.",
        "save it with 8 bits",
    ),
    "press/layers": (
        "Layers switch by themselves or have no name: what is printed is not certain.",
        "flatten the layers",
    ),
    "press/margin": (
        "Text stands so near to the edge that the knife may take it.",
        "move it in",
    ),
    "press/output-intent": (
        "A printer cannot tell for which press and paper the colours are meant.",
        "export with one output intent, say FOGRA39",
    ),
    "press/overprint": (
        "Small black text knocks a hole into the colour below; where plates shift, it has a white edge.",
        "overprint black text: /op true, /OPM 1",
    ),
    "press/page-count": (
        "The pages do not fill the sheets of a newspaper.",
        "add pages, or tell the printer",
    ),
    "press/profile": (
        "The profile of the output intent is not that of a press in CMYK.",
        "embed the profile of the printing condition",
    ),
    "press/resolution": (
        "A picture has too few pixels for the size it is printed at, and looks coarse.",
        "a larger picture, or print it smaller",
    ),
    "press/rgb": (
        "Something is in red, green and blue; a press has cyan, magenta, yellow and black.",
        "convert to CMYK, with the profile of the output intent",
    ),
    "press/rich-black": (
        "Small black text is of several inks; they never meet exactly, and letters get coloured edges.",
        "K 100 alone",
    ),
    "press/rotated": (
        "A page is turned or scaled by its dictionary, which some workflows do not look at.",
        "export it upright and at its size",
    ),
    "press/script": (
        "JavaScript, an XFA form or PostScript is in the file; no press runs it.",
        "export for print, without scripts and forms",
    ),
    "press/small-text": (
        "Text is too small to be printed and read.",
        "5 pt at least",
    ),
    "press/transfer": (
        "A curve or the phase of a screen is set, which is the matter of the press.",
        "export without halftones and transfer curves",
    ),
    "press/trapped": (
        "Nothing says whether colours already overlap; a printer may do it twice or never.",
        "say /Trapped /False, unless they do",
    ),
    "press/trim-size": (
        "Pages are of different sizes.",
        "make all of one size",
    ),
    "press/type3": (
        "A font is drawn by small programs; a press draws them coarsely, PDF/X-4 workflows refuse them.",
        "set it in another font, or as outlines",
    ),
    "press/version": (
        "The file is a newer PDF than PDF/X-4 knows.",
        "export as PDF/X-4, PDF 1.6",
    ),
    "press/white-overprint": (
        "White is set to overprint: it leaves what is below, and will not be there on paper.",
        "let white knock out",
    ),
    "resource/missing": (
        "A file that the edition names is not there.",
        "put it there, or mend its name: capitals count",
    ),
    "resource/no-match": (
        "A glob means no file that can be read; a section would be empty without a word.",
        "mend the pattern; include is looked for below the edition's folder",
    ),
    "resource/outside": (
        "An edition takes files from its own folder alone, so that it can be moved, kept and trusted.",
        "copy the file into the folder",
    ),
    "rtl/alignment": (
        "Words that run from the right are set flush left: each line begins somewhere else.",
        "text-align: start, or leave it out; --fix does so",
    ),
    "rtl/css-direction": (
        "Direction stands in the style sheet: EPUB forbids it, and readers with styles of their own drop it.",
        "say dir in the markup; --fix moves it there",
    ),
    "rtl/direction": (
        "Without a direction in the markup, lines are flush left, their full stops on the wrong end.",
        'put dir="rtl" on html; --fix does so',
    ),
    "rtl/embedding": (
        "Embeddings and overrides of old move what stands beside them; an override turns letters round.",
        "isolate instead: bdi, dir, or U+2066 to U+2069",
    ),
    "rtl/encoding": (
        "The text is not UTF-8, and every program guesses another encoding.",
        "convert it: matbaa reads the old encodings and writes UTF-8",
    ),
    "rtl/furniture": (
        "A word that a program wrote, in English, stands in a book that is not English.",
        "say it in the language of the book",
    ),
    "rtl/glyph-missing": (
        "A letter is in no font that the book carries: the reader's own face stands in, and looks strange.",
        "embed a font that has it, or cut the font with all the letters of the book",
    ),
    "rtl/language": (
        "The language that is named is not that of the words: wrong voice, wrong hyphens, wrong face.",
        "name the language of most words on html and in dc:language; --fix does so",
    ),
    "rtl/letter-spacing": (
        "Letters that join are spaced, and the strokes between them break.",
        "letter-spacing: normal; --fix does so",
    ),
    "rtl/line-flips": (
        "An editor takes a line for one of the other direction, because of the letter it begins with.",
        "begin it with a mark of direction: matbaa -t txt writes it so",
    ),
    "rtl/mojibake": (
        "UTF-8 was read as an old encoding once, and saved so.",
        "make it anew from the source; matbaa repairs such text where it is certain",
    ),
    "rtl/nav-direction": (
        "The contents run from the left: entries are flush left, numbers on the wrong side.",
        'put dir="rtl" on html of the contents; --fix does so',
    ),
    "rtl/page-order": (
        "Pages turn against the words: a right-to-left book opens on its last page.",
        'put page-progression-direction="rtl" on spine; --fix does so',
    ),
    "rtl/presentation-forms": (
        "Letters are stored as shapes, as old layout files did: nobody finds the words.",
        "write letters; matbaa converts such text",
    ),
    "rtl/reversed": (
        "The text is stored last letter first, as it looks on paper from the left.",
        "convert the source again: matbaa reads such text the right way round",
    ),
    "rtl/sides": (
        "An indent or a rule is on the left, where right-to-left lines end.",
        "margin-inline-start and its kin; --fix does so, but for shorthands of four sides",
    ),
    "rtl/unbalanced": (
        "A directional mark is opened and not closed, or closed and not opened: what follows turns round.",
        "close what is opened within the paragraph",
    ),
    "settings/lacking": ("house.toml or edition.toml does not say what it must.", "add it"),
    "settings/wrong": ("house.toml or edition.toml has a mistake.", "see the line it names"),
    "source/binary": (
        "The file is not text, whatever its name says.",
        "export the text, or name the format with -f",
    ),
    "source/empty": ("There is nothing in the file.", "save the article again"),
    "source/encoding": (
        "The encoding of the file could not be told.",
        "save it as UTF-8, or say --encoding windows-1256",
    ),
    "source/item-missing": (
        "A package names an item by its file, and that file is not there or holds another item.",
        "put the item's file there, or take its itemRef out",
    ),
    "source/limit": ("The input is larger or deeper than the bounds allow.", "split or flatten it"),
    "source/missing": ("The file cannot be read, or nothing matches.", "check the path"),
    "source/no-article": ("There is no article text in it.", "check that the body was copied too"),
    "source/unreadable": ("The input cannot be read.", "see the sentence beside it"),
    "story/canceled": (
        "The provider withdrew the article; printing it would be an error.",
        "take it out of the edition",
    ),
    "story/doubled": (
        "The same story stands in the edition twice, by file, by name or word for word.",
        "take one out",
    ),
    "story/embargoed": (
        "The article is not to be published yet, or is withheld.",
        "wait, or use --ignore-embargo knowingly",
    ),
    "story/undated": (
        "Nothing says when the article was published.",
        "state it: -M published=2020-11-28T04:27+03:00",
    ),
    "svg/refused": (
        "A drawing goes onto paper and into books; one that runs, fetches or never ends is not taken.",
        "save it as plain SVG, or as PNG",
    ),
    "text/bidi-dropped": (
        "Invisible embeddings and overrides can turn whole lines round; they were left out.",
        "check the order of numbers and names there",
    ),
    "text/body-missing": ("There is a headline and nothing below it.", "check that the body was copied too"),
    "text/byline-guessed": (
        "A name alone in its line was taken as the author's.",
        "state it: -M byline=…, or front matter",
    ),
    "text/bytes-lost": (
        "Some bytes are no letters in the encoding; U+FFFD stands there.",
        "save the file again from its source",
    ),
    "text/caption": (
        "The caption or the maker of a picture was left out: a text brings no picture with it.",
        "give the picture its caption where it is placed, or --keep-leftovers",
    ),
    "text/control-dropped": (
        "Control characters cannot stand on a page; they were left out.",
        "clean the source",
    ),
    "text/date-calendar": (
        "Nothing in the line says by which calendar its year is counted, or which of two months is meant.",
        "compare the day with the page, or state it: -M published=…",
    ),
    "text/date-calendars": (
        "A line gives its day in two calendars, and they are more than a day apart; ours was taken.",
        "compare the day with the page, or state it: -M published=…",
    ),
    "text/date-century": (
        "The year of a date has two figures, so the century is a guess.",
        "compare the year with the page, or state it: -M published=…",
    ),
    "text/date-daylight": (
        "The clocks were put forward or back in that hour, so it was there twice or not at all.",
        "state the time with its offset: -M published=2020-10-25T00:30+03:00",
    ),
    "text/date-half": (
        "It is not certain whether the hour is before noon or after.",
        "compare the hour with the page, or state it: -M published=…",
    ),
    "text/date-impossible": (
        "The date line names a day that no calendar has; no date was set.",
        "state it: -M published=…",
    ),
    "text/date-order": ("Day and month could be exchanged; day first was taken.", "state it: -M published=…"),
    "text/date-relative": (
        "The line counts from a moment it does not say («two hours ago»), so no date was set.",
        "state it: -M published=…",
    ),
    "text/date-sighting": (
        "A month of the Hijra was counted by Umm al-Qura; where the moon is sighted it may begin a day off.",
        "compare the day with the page, or state it: -M published=…",
    ),
    "text/date-unread": ("The line begins like a date and none was understood.", "state it: -M published=…"),
    "text/date-weekday": (
        "The day of the week in a line is not that of its date; one of them is wrong.",
        "compare the day with the page, or state it: -M published=…",
    ),
    "text/date-year": (
        "A day and a month are stated and no year, so no date was set.",
        "state it: -M published=…",
    ),
    "text/date-zone": (
        "One time of a line names its zone and another does not, so that one is a guess.",
        "compare the hour with the page, or state it: -M published=…",
    ),
    "text/deck-guessed": (
        "The short second line was taken as the deck.",
        "state it: -M deck=…, or front matter",
    ),
    "text/deletion-dropped": (
        "Plain text cannot strike words out; deleted words were left out.",
        "nothing, or use another format",
    ),
    "text/encoding-assumed": (
        "The file is not UTF-8; its encoding was guessed from its letters.",
        "save it as UTF-8, or say --encoding",
    ),
    "text/encoding-mixed": (
        "Some lines are in another encoding than the rest.",
        "save the file again from its source",
    ),
    "text/entities": (
        "A program had escaped signs for HTML (&quot;); in plain text they became the signs again.",
        "nothing",
    ),
    "text/furniture": (
        "A line of the web page, not of the article, was left out.",
        "--keep-leftovers keeps it",
    ),
    "text/language-unknown": ("There are no letters to tell the language by.", "say it with -l"),
    "text/lines-joined": ("The lines were broken at a fixed width and were joined again.", "nothing"),
    "text/link-dropped": ("Plain text leaves out where a link leads.", "--links inline or notes keeps it"),
    "text/mapped": (
        "A character is not in the encoding that was asked for; another stands for it by an old custom.",
        "--to-encoding utf-8 keeps it, --errors fail refuses it",
    ),
    "text/marks-lacking": (
        "The encoding has no marks of direction, so a line that begins with Latin letters may flip.",
        "--to-encoding utf-8, or windows-1256, which has them",
    ),
    "text/not-encodable": (
        "A character is not in the encoding that was asked for, and none may, or can, stand for it.",
        "--errors map lets others stand for it; --to-encoding utf-8 keeps all",
    ),
    "text/part-left-out": ("Parts of the head or the foot were left out, as asked.", "--head and --foot"),
    "text/figure-dropped": ("The words of a picture were left out, as asked.", "--figures words"),
    "text/table-labelled": (
        "A table is wider than the lines, so its cells stand below each other, each after its heading.",
        "a larger --width, or --width 0",
    ),
    "text/word-broken": (
        "A word, most often an address, is wider than a line and goes on in the next one.",
        "--overlong keep lets it stand out; a larger --width",
    ),
    "text/tashkeel-stripped": ("Vowel marks were left out, as asked.", "--tashkeel keep"),
    "text/tatweel-stripped": ("Tatweels, which make words longer, were left out.", "--tatweel keep"),
    "text/long-word": (
        "A run of more than 200 letters without a space may be broken anywhere.",
        "check that spaces were not lost",
    ),
    "text/looks-like-html": (
        "The text file holds HTML; its tags are shown as they stand.",
        "rename it to .html",
    ),
    "text/matter-unknown": ("The front matter has a key that nothing uses.", "see matbaa convert --help, -M"),
    "text/mojibake": (
        "UTF-8 was read as something else before it came here, and letters were lost: it is nonsense.",
        "save it again from its source as UTF-8",
    ),
    "text/mojibake-repaired": (
        "UTF-8 was read as something else before it came here; it goes back to the very bytes.",
        "read the lines once; save the file again from its source as UTF-8",
    ),
    "text/not-split": (
        "A file was to hold many articles, and no line in it parts them.",
        "name the line: --separator",
    ),
    "text/part-skipped": (
        "A part of a file that holds many articles holds none.",
        "look at the part; perhaps another line parts the articles: --separator",
    ),
    "text/repeated": (
        "A line that says the headline, the deck or the byline again was left out.",
        "--keep-leftovers keeps it",
    ),
    "text/replacement-character": (
        "U+FFFD in the source: letters were lost before it came here.",
        "save it again from its source",
    ),
    "text/split": (
        "The line that was taken for what parts the articles of a file.",
        "name another: --separator",
    ),
    "text/subhead-guessed": (
        "A short line between paragraphs, without a stop, was taken as a subhead.",
        'rules: off = ["subhead"] in house.toml',
    ),
    "text/visual-order": (
        "Lines stood as they are seen, from left to right, as programs take them out of PDFs; now turned.",
        "compare numbers, brackets and Latin words with the source",
    ),
    "text/zone-assumed": (
        "The date line has no time zone and the House names none.",
        "set time_zone in house.toml",
    ),
    "tidy/arabic-punctuation": (
        "Latin commas, semicolons and question marks between Arabic words were made Arabic.",
        'tidy_off = ["arabic-punctuation"]',
    ),
    "tidy/dividers": (
        "A line of nothing but dashes, stars, dots or tatweels was made a divider.",
        'tidy_off = ["dividers"]',
    ),
    "tidy/languages": (
        "Words that are certain to be of another language or direction say so; no word was changed.",
        'tidy_off = ["languages"]',
    ),
    "tidy/marks": (
        "Invisible embeddings, overrides and lone isolates, which can turn whole lines, were taken out.",
        'check the order of numbers and names there; tidy_off = ["marks"]',
    ),
    "tidy/nfc": (
        "Letters and marks were composed (NFC), so that equal words are equal.",
        'tidy_off = ["nfc"]',
    ),
    "tidy/overlong": ("More than three of one sign in a row were made three.", 'tidy_off = ["overlong"]'),
    "tidy/persian-letters": (
        "Arabic ي and ك were made Persian ی and ک, as the House asks.",
        'take "persian-letters" out of tidy_on',
    ),
    "tidy/presentation": (
        "Shapes of letters from an old layout file were made letters, to be read, searched and joined.",
        'tidy_off = ["presentation"]',
    ),
    "tidy/punctuation-spacing": (
        "Spaces before Arabic commas and stops, and inside brackets, were taken out; missing ones put in.",
        'tidy_off = ["punctuation-spacing"]',
    ),
    "tidy/quotes": (
        "Typed quotation marks that pair without doubt were made the language's own.",
        'tidy_off = ["quotes"]',
    ),
    "tidy/spaces": ("Several spaces in a row were made one.", 'tidy_off = ["spaces"]'),
    "tidy/tatweel": (
        "Words stretched by four tatweels or more were stretched by one.",
        'tidy_off = ["tatweel"]',
    ),
    "tool/missing": ("A library, font or program is not installed.", "matbaa doctor"),
    "use/strict": ("--strict was asked for and there were warnings.", "mend what they name"),
    "use/wrong": ("The call asks for something that does not exist or does not fit.", "matbaa --help"),
    "write/changed": (
        "The file there was not written by matbaa, or somebody changed it since.",
        "--force overwrites it",
    ),
    "write/disk-full": ("The disk is full; the old file is untouched.", "make room"),
    "write/failed": (
        "The result could not be made or put where it was asked for.",
        "see the sentence beside it",
    ),
    "xml/doctype": ("A DOCTYPE can read files and blow up; none is allowed in news.", "take it out"),
    "zip/encrypted": ("A file of the ZIP is encrypted.", "ask its maker for one that is not"),
    "zip/limit": (
        "The ZIP holds more than is unpacked: 10,000 files, 200 MB, a hundred times its size.",
        "take out what nobody needs",
    ),
    "zip/twice": (
        "Two files of the ZIP have one name: programs disagree which of them counts.",
        "make the ZIP anew",
    ),
    "zip/unreadable": ("The file is no ZIP, or is damaged.", "fetch it again, or make it anew"),
    "zip/unsafe": (
        "A name leads out of the folder the ZIP is unpacked in, or is a link.",
        "make the ZIP anew, from a source you trust",
    ),
}
