"""An invented hearing in the invented municipality Fjordvik, as large as a test asks for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from consultations.reports.row import Row, RowState
from consultations.reports.summary import (
    Case,
    ChangedText,
    CouncilStatement,
    Count,
    DecisionText,
    Declined,
    KeyFigure,
    Missing,
    Printing,
    RemarkTable,
    Summary,
    ThemeSummary,
)

CASE = Case(
    municipality="Fjordvik kommune",
    administration="kommunedirektøren",
    plan="Boligsosial plan 2027–2037",
    hearing="Høring av planutkast",
    case_number="2026/1482",
    unit="Velferd og bolig",
    contact="Ingunn Sætre, tlf. 00 00 00 12",
    decided_by="Formannskapet 18. november 2026, sak 94/26",
    opened_on=date(2026, 11, 30),
    last_day=date(2027, 1, 15),
)

DRAFT = Printing(
    language="nb",
    generated_at=datetime(2027, 1, 27, 9, 15, tzinfo=UTC),
    cut_off=datetime(2027, 1, 22, 23, 0, tzinfo=UTC),
    draft=True,
    missing=(
        Missing("Uten vurdering", ("41-2", "58-1", "103-1")),
        Missing("Ungdomsrådet har ikke svart"),
    ),
)
FINAL = replace(DRAFT, draft=False, missing=())

REMARKS = (
    Row(
        number="1-1",
        sender="Privatperson 1",
        sender_category="Privatperson",
        received_on=date(2026, 12, 2),
        late=False,
        section="3.2 Flere små leiligheter",
        theme="Boligstørrelser",
        text="Dattera mi har ventet i tre år på en liten leilighet. Planen sier at det skal bygges "
        "«flere», men ikke hvor "
        "mange. Sett et tall, så vi kan etterprøve det.",
        assessment="Vi er enige i at målet må kunne etterprøves. Kapittel 3.2 får et måltall for hvert år i perioden.",
        verdict="Tas til følge",
        change="3.2, første avsnitt: «minst 12 små leiligheter i året fram til 2031».",
        outcome="Som foreslått",
        shared_with=("14-1", "31-2"),
    ),
    Row(
        number="2-1",
        sender="Fjordvik eldreråd",
        sender_category="Kommunalt råd",
        received_on=date(2026, 12, 9),
        late=False,
        section="4.1 Omsorgsboliger",
        theme="Eldre",
        text="Rådet støtter at nye omsorgsboliger legges i gangavstand til sentrum.\n\nRådet ber om "
        "at det blir satt av plass "
        "til fellesrom i hvert bygg. Ensomhet er det de fleste eldre nevner først når de forteller hvordan de bor.",
        assessment="Fellesrom er et godt virkemiddel, men arealet avgjøres i romprogrammet for "
        "hvert bygg. Planen sier nå at "
        "fellesrom skal vurderes i alle nye prosjekter.",
        verdict="Tas delvis til følge",
        change="4.1, nytt siste punktum: «Fellesrom vurderes i alle nye prosjekter.»",
        outcome="",
    ),
    Row(
        number="2-2",
        sender="Fjordvik eldreråd",
        sender_category="Kommunalt råd",
        received_on=date(2026, 12, 9),
        late=False,
        section="6.3 Økonomi",
        theme="Økonomi",
        text="Husleia i de kommunale omsorgsboligene bør ikke følge markedsprisen.",
        assessment="Formannskapet vedtok gjengs leie i sak 12/24. Planen kan ikke endre det. "
        "Bostøtte dekker en del av "
        "forskjellen for dem med lav inntekt, og Nav hjelper med søknaden.",
        verdict="Tas ikke til følge",
        change="",
        outcome="",
    ),
    Row(
        number="3-1",
        sender="Solbakken velforening",
        sender_category="Lag eller forening",
        received_on=date(2026, 12, 14),
        late=False,
        section="5.4 Tomter",
        theme="Tomter og lokalisering",
        text="Foreningen ber om at friområdet ved Solbakken tas ut av lista over mulige tomter. Det "
        "er det eneste flate "
        "området i bydelen, og barna bruker det hele året. Vi viser til barnetråkket fra 2024, der 86 av 112 elever "
        "markerte plassen som sitt viktigste sted ute.",
        assessment="Barnetråkket er et tungt argument. Tomta tas ut av planen. Behovet dekkes ved Møllevegen.",
        verdict="Tas til følge",
        change="Tabell 7: Solbakken er tatt ut.",
        outcome="",
        shared_with=("9-1",),
    ),
    Row(
        number="4-1",
        sender="Statsforvalteren i Vestre fylke",
        sender_category="Statlig myndighet",
        received_on=date(2027, 1, 12),
        late=False,
        section="2.1 Lovgrunnlag",
        theme="Lov og ansvar",
        text="Statsforvalteren minner om at boligsosialloven § 5 krever samarbeid på tvers av "
        "sektorer, og at ansvaret bør gå "
        "fram av planen. Vi har ellers ingen merknader.",
        assessment="Ansvaret står i kapittel 6.1. Vi legger inn en henvisning i kapittel 2.1.",
        verdict="Allerede ivaretatt",
        change="2.1: henvisning til 6.1.",
        outcome="",
    ),
    Row(
        number="5-1",
        sender="Innspill 5",
        sender_category="Privatperson",
        received_on=date(2027, 1, 13),
        late=False,
        section="3.5 Midlertidige boliger",
        theme="Midlertidige boliger",
        text="",
        assessment="Innspillet gjelder en enkeltsak. Det er sendt til Nav Fjordvik.",
        verdict="Oversendt rette instans",
        change="",
        outcome="",
        state=RowState.WITHHELD,
        state_reason="personvern",
    ),
    Row(
        number="6-1",
        sender="Fjordvik boligbyggelag",
        sender_category="Næringsliv",
        received_on=date(2027, 1, 18),
        late=True,
        section="5.2 Leie til eie",
        theme="Leie til eie",
        text="Ordninga med leie til eie bør også gjelde nye borettslag. Laget stiller med inntil "
        "åtte leiligheter i året "
        "dersom kommunen garanterer for fellesgjelda de første fem årene.",
        assessment="",
        verdict="",
        change="",
        outcome="",
    ),
)


def rows(amount: int) -> Iterator[Row]:
    """As many rows as asked for, each different, made one at a time."""
    for index in range(amount):
        remark = REMARKS[index % len(REMARKS)]
        if index < len(REMARKS):
            yield remark
            continue
        statement = index // 3 + 5
        text = remark.text and f"{remark.text} (Dette er innspill {statement}.)"
        yield replace(
            remark,
            number=f"{statement}-{index % 3 + 1}",
            text=text,
            received_on=remark.received_on + timedelta(days=index % 5),
        )


def remark_table(amount: int = 60, printing: Printing = DRAFT) -> RemarkTable:
    return RemarkTable(CASE, printing, rows(amount))


FIGURES = (
    KeyFigure(
        "Hva foreslår kommunedirektøren?",
        "punkter",
        (
            Count("Tas til følge", 148),
            Count("Tas delvis til følge", 121),
            Count("Tas ikke til følge", 96),
            Count("Allerede ivaretatt", 64),
            Count("Tas til orientering", 55),
            Count("Oversendt rette instans", 9),
            Count("Uten vurdering", 3),
        ),
    ),
    KeyFigure(
        "Hvem svarte?",
        "innspill",
        (
            Count("Privatperson", 214),
            Count("Lag eller forening", 41),
            Count("Næringsliv", 18),
            Count("Offentlig myndighet", 14),
            Count("Barn og unge", 11),
            Count("Kommunalt råd", 5),
            Count("Politisk parti", 3),
            Count("Nabokommune", 0),
        ),
    ),
    KeyFigure(
        "Hvilke kapitler fikk flest merknader?",
        "punkter",
        (
            Count("3.2 Flere små leiligheter", 131),
            Count("5.4 Tomter", 97),
            Count("4.1 Omsorgsboliger", 88),
            Count("6.3 Økonomi", 64),
            Count("3.5 Midlertidige boliger for familier med barn", 46),
            Count("Hele planen", 70),
        ),
    ),
)

THEMES = (
    ThemeSummary(
        "Boligstørrelser",
        131,
        "Mange vil ha flere små og rimelige leiligheter, og de vil ha tall som kan etterprøves. "
        "Unge og enslige nevner "
        "ventetida. Noen er redde for at små leiligheter samles på ett sted.",
        ("1-1", "14-1", "31-2"),
    ),
    ThemeSummary(
        "Tomter og lokalisering",
        97,
        "Friområdet ved Solbakken går igjen i 62 av 97 punkter, og nesten alle vil bevare det. Møllevegen får støtte.",
        ("3-1", "9-1"),
    ),
    ThemeSummary(
        "Eldre",
        88,
        "Omsorgsboliger nær sentrum får bred støtte. Fellesrom og nærhet til buss er det flest ber om i tillegg.",
        ("2-1",),
    ),
)

CHANGES = (
    ChangedText(
        "3.2 Flere små leiligheter",
        "Kommunen skal legge til rette for flere små leiligheter.",
        "Kommunen skal skaffe minst 12 små leiligheter i året fram til 2031.",
        ("1-1", "14-1", "31-2"),
    ),
    ChangedText("5.4 Tomter, tabell 7", "Solbakken (gnr. 40/531), 18 boliger.", "", ("3-1", "9-1")),
    ChangedText("4.1 Omsorgsboliger", "", "Fellesrom vurderes i alle nye prosjekter.", ("2-1",)),
)

COUNCILS = (
    CouncilStatement(
        "Fjordvik eldreråd",
        "2",
        date(2026, 12, 9),
        False,
        "Rådet støtter at nye omsorgsboliger legges i gangavstand til sentrum.\n\nRådet ber om at "
        "det blir satt av plass til "
        "fellesrom i hvert bygg. Ensomhet er det de fleste eldre nevner først når de forteller "
        "hvordan de bor.\n\nHusleia i "
        "de kommunale omsorgsboligene bør ikke følge markedsprisen.",
    ),
    CouncilStatement(
        "Råd for personer med funksjonsnedsettelse",
        "88",
        date(2027, 1, 18),
        True,
        "Rådet ber om at minst halvparten av de nye leilighetene kan brukes av en som sitter i rullestol.",
    ),
)


def summary(amount: int = 60, printing: Printing = DRAFT) -> Summary:
    return Summary(
        table=remark_table(amount, printing),
        lead="306 innbyggere, foreninger og myndigheter svarte. De fleste støtter retninga i planen. "
        "Tre ting går igjen: flere små og rimelige leiligheter, friområdet ved Solbakken og "
        "omsorgsboliger nær sentrum. Kommunedirektøren "
        "foreslår 27 endringer. De viktigste er et måltall for små leiligheter og at Solbakken tas ut av planen.",
        key_numbers=(
            Count("innspill", 306),
            Count("punkter vurdert", 493),
            Count("foreslåtte endringer", 27),
            Count("kom etter fristen", 7),
            Count("ikke publisert", 4),
        ),
        figures=FIGURES,
        themes=THEMES,
        changes=CHANGES,
        declined=(
            Declined(
                "Husleia i omsorgsboligene skal ikke følge markedsprisen.",
                "Formannskapet vedtok gjengs leie i sak 12/24. Bostøtte dekker en del av forskjellen.",
                ("2-2",),
            ),
        ),
        councils=COUNCILS,
        decisions=(
            DecisionText(
                "Formannskapet",
                "innstilling",
                date(2027, 2, 3),
                "PS 11/27",
                "Vedtatt med endring",
                "1. Kommunestyret vedtar boligsosial plan 2027–2037 med endringene i "
                "oppsummeringen.\n\n2. Måltallet i "
                "kapittel 3.2 settes til 15 leiligheter i året.",
            ),
        ),
    )
