"""Which vocabulary a code's short name stands for: the schemes of IPTC's G2 catalog, as data.

NewsML-G2 writes a code as `alias:code`; a catalog says which vocabulary the alias means. IPTC keeps
one for everybody (catalog.IPTC-G2-Standards). Its table is here, so that no network is asked.
"""

import re
from typing import Final

_NEWSCODES: Final = "http://cv.iptc.org/newscodes/"
_EXTERNAL: Final = "http://cvx.iptc.org/"

#: NewsCodes whose vocabulary is named as their alias is.
_SAME = """
    altidrole authoritystatus dimensionunit dummy genre hashscope hashtype hopaction ikos rcalctype
    riaspect riscope role1 rscaleunit timeunit tone trustindicator
"""

#: NewsCodes whose vocabulary has a longer name: alias=name.
_NAMED = """
    aoprop=aoproperty app=application aspfacet=asportfacet aspfacetvalue=asportfacetvalue
    acdc=audiocodec catinat=catinature chprop=characteristicsproperty cinat=cinature colsp=colorspace
    colin=colourindicator ctech=commtech cptnoterole=conceptnoterole crel=conceptrelation
    conf=confidence ciprol=contactinfopartrole cwarn=contentwarning ctrol=contributorrole cpnat=cpnature
    cpprole=contentprodpartyrole drol=descriptionrole digsrctype=digitalsourcetype erol=edrole
    encd=encoding entityprop=entityproperty ecirol=eventcontactinforole edconf=eventdateconfirm
    eocstat=eventoccurstatus eorol=eventorganiserrole eprol=eventparticipantrole eregrol=eventregrole
    fisymtype=financialinstrumentsymboltype frmt=format gen=generic hatarget=hopactiontarget
    howextr=howextracted howpr=howpresent imgregrole=imageregionrole imgregtype=imageregiontype
    impt=importance isrol=infosourcerole irel=itemrelation irep=itemrepresentation lbtyp=labeltype
    lrol=languagerole loutorient=layoutorientation loctyp=location medtop=mediatopic mtyp=mediatype
    medtype=mediatype1 nprt=namepart nrol=namerole ncostat=newscoveragestatus nityp=newsitemtype
    nmsig=newsmsgsignal nprod=newsproduct nprov=newsprovider ninat=ninature not=notation
    oito=ofinterestto pgrmod=pkggroupmode plinat=plinature prio=priority prodgenre=productgenre
    prop=property prov=provider stat=pubstatusg2 rtype=ratertype rel=relevance rnd=rendition
    rightsprop=rightsproperty scn=scene sev=severity sig=signal pst1=status1 subj=subjectcode
    squ=subjectqualifier tpctyp=topictype urgy=urgency useracttype=useractiontype valfmt=valueformat
    vcdc=videocodec videodef=videodefinition ivqu=videoqualifier sov=videoscaling why=whypresent
    wldreg=worldregion
"""

#: Vocabularies of others for which IPTC keeps an address, named as their alias is.
_OTHERS = """
    bcp47 cusip figi gics isin iso3166-1a2 iso3166-1a3 iso3166-2 iso4217a iso4217n parasport secst sedol
    ticker tidm googletopicsv1 googletopicsv2 iabcontent20 iabcontent21 iabcontent22 iabcontent30
    iabaudience10 iabadproduct10 iabadproduct20
"""

#: Every alias of the catalog (its edition 41) and the URI that its codes begin with.
IPTC: Final[dict[str, str]] = {
    **{alias: f"{_NEWSCODES}{alias}/" for alias in _SAME.split()},
    **{alias: f"{_NEWSCODES}{name}/" for alias, name in (pair.split("=") for pair in _NAMED.split())},
    **{alias: f"{_EXTERNAL}{alias}/" for alias in _OTHERS.split()},
    "cptdefrole": "http://cv.iptc.org/newscodes/conceptdefinitionrole",
    "ednoterole": "http://cv.iptc.org/newscodes/ednoterole",
    "a1312cat": "http://cvx.iptc.org/anpa1312-category/",
    "a1312prio": "http://cvx.iptc.org/anpa1312-priority/",
    "a1312svc": "http://cvx.iptc.org/anpa1312-servicelevel/",
    "a1312vers": "http://cvx.iptc.org/anpa1312-version/",
    "mic": "http://cvx.iptc.org/iso10383-mic/",
    "dbpedia": "http://dbpedia.org/resource/",
    "freebase": "http://www.freebase.com",
    "geonames": "http://sws.geonames.org/",
    "geonameshttps": "https://sws.geonames.org/",
    "plus": "http://ns.useplus.org/ldf/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wikidata": "http://www.wikidata.org/entity/",
    "mb-artist": "http://musicbrainz.org/artist/",
    "mb-label": "http://musicbrainz.org/label/",
    "mb-recording": "http://musicbrainz.org/recording/",
    "mb-release": "http://musicbrainz.org/release/",
    "mb-releasegroup": "http://musicbrainz.org/release-group/",
    "mb-work": "http://musicbrainz.org/work/",
}

_CATALOG = re.compile(r"https?://(?:www\.)?iptc\.org/std/catalog/catalog\.IPTC-G2-Standards_[0-9]+\.xml")


def is_iptc_catalog(href: str) -> bool:
    """Say whether *href* is IPTC's catalog, in any of its editions."""
    return _CATALOG.fullmatch(href) is not None
