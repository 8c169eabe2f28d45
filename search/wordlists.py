"""Word lists for search in municipal plans: our own, in bokmål and nynorsk."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS = _words(
    """
    og i på til av for er som med det den dei de en ei et ein eit ikke ikkje å at om har var vil skal kan kunne
    skulle ville må bør blir blei ble vart vert bli være vere vært vore jeg eg du han hun ho vi me dere dykk seg sin
    si sitt sine min mi mitt mine din vår vårt våre deres deira hans hennes hennar denne dette disse desse så men
    eller enn da då når hvor kor hva kva hvem kven hvordan korleis hvis dersom også òg fra frå ved mot etter før
    under over mellom gjennom ut inn opp ned her der slik sånn bare berre noe noko noen nokon nokre alle alt all
    mange meir mer mest man en annen andre anna selv sjølv jo hos uten utan per pr jf dvs osv bl mv
    """
)

SHORT_NOUNS = _words(
    """
    støy vei veg by sky sjø øy bru bro kø tre kne sti ski bolig tøy frø snø gård fly bygd kai
    """
)

IRREGULAR = {
    "barna": "barn", "borna": "born", "bøker": "bok", "bøkene": "bok", "bøkane": "bok", "menn": "mann",
    "mennene": "mann", "mannen": "mann", "øya": "øy", "øyane": "øy", "trær": "tre", "trærne": "tre", "trea": "tre",
    "knær": "kne", "røtter": "rot", "røttene": "rot", "føtter": "fot", "hender": "hand", "steder": "sted",
    "stedet": "sted", "veier": "vei", "vegar": "veg", "flyet": "fly", "flya": "fly", "eldre": "eldre",
    "skole": "skol", "byer": "by", "ser": "se", "bor": "bo", "bur": "bu", "bo": "bo", "bu": "bu",
    "leie": "leie", "leige": "leige", "leier": "leie", "leiger": "leige", "kommune": "kommun",
    "bystyre": "bystyr", "bystyret": "bystyr", "bykle": "bykle", "skyss": "skyss", "trend": "trend",
    "bya": "by", "treet": "tre", "byane": "by", "skisse": "skiss", "skissen": "skiss", "skisser": "skiss",
}  # fmt: skip

PARTS = _words(
    """
    adkomst aktivitet alder alders anlegg ansvar arbeid areal arv asyl avfall avgift avløp avtale bad bane barn barne
    barnehage barnevern basseng behandling behov bekk belysning beredskap bilag bibliotek bil bistand blokk boks
    bolig borger bru bruk bruker buss bustad butikk by bydel bygd bygg bygge bygging bygning byrom båt båthavn dal
    dam demens dialog dispensasjon drift eie eiendom eigedom elev elv energi enebolig enhet erverv etat familie fare
    farge felles felt ferie fjell fjord flate flom flyktning flyktninge folk folke folkehelse forbud forening
    foreining form formannskap formål forskrift forslag forsyning fortau forum forvaltning fotball fredning
    fri frist fritid fritids front funksjon fylke følge gang gate gjeld gjennomgang glass gravlund grend grense grunn
    gruppe grønt gymsal gård hage hall handel handling handsaming havn heim heims helse hensyn hjelp hjem hjerte
    hovud hoved hus husholdning hybel hytte hytter høgde høring hørings høyde høyring høyrings idrett industri
    informasjon initiativ innbygger innbyggjar innsats innspill innspel innsigelse instans integrering jern jernbane
    jord kafé kai kapital kart kirke kjøp kjøre kloakk klage klasse klima knute knutepunkt kollektiv kommune kommunal
    kommunestyre kontor kontrakt kostnad kraft kran krav krise kultur kulturminne kunst kunnskap kvalitet kvartal kyst
    kø land landbruk lands last lege leilegheit leilighet leie leige leike lek leke levekår linje liv livs luft lys lyd
    lån løsning løype løyve mangfold marin mark mat matjord medvirkning medverknad menighet merke merknad
    miljø minne moms mottak musikk myr mål møte nabo natur nett nærings næring nærmiljø område omsorg omsut omstilling
    oppfølging oppgave oppgåve oppvekst ordning park parkering pensjon person plan planlegging plass politikk politi
    post pris privat program prosess prosjekt psykiatri pumpe punkt ras rapport rasteplass regel regjering region
    regulering reise reiseliv rekke rekkehus renovasjon rett retning retningslinje rom rus rute rutine råd rådgiver
    rådhus rådmann sak saks samarbeid samfunn samvirke sau senter service sentrum skatt skisse skjerm skjerming skog
    skole skred skule skyss skyte slam sluse snø sol sommer sone sosial sosiale sport spørsmål stad stadion stamme
    stasjon
    stats status sted sti stilling stopp strand strategi strøm studie støtte støy stønad styre sykehjem sjukeheim
    sykkel system søknad tak tale tall tank teknikk teneste tenestetilbod tett tettsted tid tids tilbud tilbod tilskudd
    tilskot tilsyn tiltak tilvisning tilvising tjeneste tog tomt torg torv trafikk transport trapp trase trinn trygd
    trygghet trykk tunnel tur turisme turvei turveg ulykke ulykkes undersøkelse undervisning ung ungdom ungdoms
    universell utbygging utbyggjing uttale uttalelse utleie utleige utsikt utslipp utstyr utvalg utval utvikling vakt
    vann vare varme vatn vedlegg vedlikehald vedlikehold vedtak vegg vegetasjon vei veg veiledning vekst
    vern verdi verk verksemd verne veteran vilkår vind vindkraft vinter virksomhet visjon visning vogn vold vurdering
    vær økonomi ønske øving år års årsak sikkerhet sikring tryggleik utnyttelse utnytting rådgivning likestilling
    likestillings eldre flyktningar mulighet moglegheit bemanning digital virkemiddel verkemiddel målgruppe bosetting
    busetting mann del melding forhold dato eier eiere eigar framlegg marked marknad leder leiar behandler side hjemme
    heime lag bystyre heradsstyre fylkeskommune statsforvalter direktør forbund kommuneplan deltakelse deltaking
    forskjell utfordring grunnlag sjef ansvarlig deling register gebyr selskap midler skjema
    """
)
"""What compounds in plans are made of, in the form in which they stand inside a compound."""

UNSPLIT = _words(
    """
    planet planeten planter plante planke plasser plassert plassere plasseres plassering plast byrå byrået bygde
    forslag tiltak vedtak område områda inntak opptak uttak omtale avtale tilsyn omsorg utvalg forhold formål
    kommunal kommunale kommunalt kommunisme kommunikasjon sosialt sosialist personlig privatperson privatpersoner
    reguleres regulert regulere stasjonær parkere parkert parkerer skolere industriell funksjonell regional
    regionalt regionale stilling stillinger bestilling bestillinger innstilling innstillinger landet lander lande
    standard statlig statleg statisk målrettet målretta kulturell kulturelle natural naturlig naturleg energisk
    strategisk strategiske prosessuell personale historisk radius radikal minister ministeriet minimum
    kvalitativ kvalitativt kapitalisme kartong kartlegge kartlagt behandle behandlet behandler omtalt skisser
    handlet handler handle handla forening foreninger romantisk romslig lysning farget farger visne visner
    oppgave oppgaver formell formelle formelt forme formet formes fylkes verdig verdige verdiget bruker brukere
    brukerne brukt brukes brukte brukar brukarar brukarane blokker blokkere aktiviteter aktivitetar
    analyse analyser statistikk statistisk politiker politikere politikar politikarar rettelse rettelser midlertidig
    rekkefølge rekkefølgen platform plattform bakgrunn formål forminske statlige statlege
    samfunnet samfunn hensyn styrer styret styrket styrke forskrifter grunner grunnet likestilling omstilling
    """
)
"""Words that look like compounds of listed parts and are not, or not in a useful way."""

PREFIXES = _words(
    """
    for til ved ut inn opp av på om be mis gjen sam over under fra frå med mot etter før ned hen mellom
    gjennom uten utan van vel ent anti kon kom pro dis eks per para inter trans tele auto bio geo foran hver kvar
    best forut ombe forbe utbe avbe ingen noen alle
    """
)
"""Beginnings that make another word of a verb or noun, not a compound."""

SUFFIXES = _words(
    """
    ende ande ing ning ling ering else elser skap het heit dom lig leg løs laus som bar isk ske isme messig
    aktig ist inne sel nad ert lagt lagd else ene enes eren
    """
)
"""Endings that a word can have without being a compound."""
