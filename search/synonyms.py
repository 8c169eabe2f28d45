"""Words that mean the same in the business of a municipality: bokmål, nynorsk, and names of one thing.

A group is one line; its first word names the meaning. All forms that the stemmer does not join stand in it.
"""

from search.stems import stem

_GROUPS = """
høring høyring
bolig bustad
boligsosial bustadsosial
innspill innspel merknad
uttalelse høringsuttalelse uttale fråsegn høyringsuttale høyringsfråsegn
innsigelse motsegn
uke veke
skole skule
vei veg
saksbehandler sakshandsamar saksbehandlar
behandling handsaming behandle handsame behandler handsamar
kommunestyre heradsstyre bystyre
rådmann kommunedirektør kommunedirektøren rådmannen
vedtak vedtatt vedtas vedta vedtar vedteke vedtek vedtatte vedtekne vedtok
leie leige leier leiger leietaker leigetakar
utleie utleige utleier utleigar
egnet eigna egnede
hjem heim
hjemme heime
innbygger innbyggjar innbyggjarane
kommune herad
mulighet moglegheit mulegheit
mulig mogleg
bygge byggje bygger byggjer
utbygging utbyggjing
bygging byggjing
fylke fylkeskommune
omsorg omsut
tjeneste teneste
helsetjeneste helseteneste
økonomi økonomisk
eie eige eier eigar
eiendom eigedom
selveier sjølveigar
selv sjølv
gjennomføre gjennomføring
ungdom unge ungdommar ungdommer
eldre gammel gamal
barn born barna borna
vann vatn
avløp kloakk
støy bråk larm
støyskjerm støyskjerming støyvern
trafikk ferdsel
gangvei gangveg gangvegen
sykkel sykling
sykkelvei sykkelveg
fortau gangbane
hytte fritidsbolig fritidsbustad
nabo grannar granne
vedlegg vedlagt
frist svarfrist
melding melde
klage klaging
søknad søkje søke
virksomhet verksemd
næring næringsliv
arbeid arbeide arbeider arbeidar
sosial sosialt
vanskeligstilt vanskelegstilt vanskelegstilte
funksjonsnedsettelse funksjonsnedsetjing funksjonshemming
bostøtte bustøtte
tilvisning tilvising tilvisingsavtale tilvisningsavtale
boligbygging bustadbygging
boform buform
bo bu bor bur
bomiljø bumiljø
boevne buevne
bosetting busetting
flyktning flyktningar
rus rusmisbruk rusavhengighet
psykisk psykiske
likeverd likestilling
levekår livsvilkår
måned månad
utfordring utfordringar
ansvar ansvarleg ansvarlig
oppfølging oppfylgjing
følge fylgje følgje
opplysning opplysing
rådgivning rådgjeving rådgiving
veiledning rettleiing vegleiing
forhold tilhøve
område areal
tomt byggegrunn
lekeplass leikeplass
forening foreining
gående gåande
målsetting målsetjing
leke leike
gjøre gjere
trygg trygt trygge
sikkerhet tryggleik sikkerheit
fremtid framtid
fremme framme
møteplass samlingsstad
sted stad
samarbeid samarbeide samarbeidet
frivillig friviljug
frivillighet frivilligheit
sjukehus sykehus
syk sjuk
sykehjem sjukeheim
hjelp hjelpe
høyde høgde
høy høg
byggehøyde byggjehøgde
lav låg
spørsmål spørje
svar svare
ønske ynskje
kjøpe kjøp
selge sal salg
pris kostnad
lån låne
gate gater
byfornyelse byfornying
grøntområde grøntareal park
utsikt utsyn
fjell fjellet
jordbruk landbruk
jordvern matjordvern
klima klimatilpassing klimatilpasning
flom flaum
skred ras
vern verneverdig
kulturminne kulturarv
tilgjengelighet tilgjenge
universell universelt
""".strip().splitlines()


def _by_stem() -> dict[str, str]:
    meanings: dict[str, str] = {}
    for group in _GROUPS:
        members = [stem(member) for member in group.split()]
        name = next((meanings[member] for member in members if member in meanings), members[0])
        meanings.update((member, meanings.get(member, name)) for member in members)
    return meanings


SYNONYMS = _by_stem()
"""Stem → the stem that names its meaning."""
