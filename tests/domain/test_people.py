import pytest

from readerapp.domain.people import NameParts, name_parts, split_names, spoken_name


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Dahl, Ove", ["Ove Dahl"]),
        ("Dahl, O.-J.", ["O.-J. Dahl"]),
        ("van den Berg, Jan", ["Jan van den Berg"]),
        ("Rin Abe, Lia Costa", ["Rin Abe", "Lia Costa"]),
        ("Abe, Rin and Costa, Lia", ["Rin Abe", "Lia Costa"]),
        ("Abe, Rin, and Costa, Lia", ["Rin Abe", "Lia Costa"]),
        ("Abe, R., Costa, L., and Dahl, O.-J.", ["R. Abe", "L. Costa", "O.-J. Dahl"]),
        ("Abe, Rin; Wind Group; Costa, Lia", ["Rin Abe", "Wind Group", "Lia Costa"]),
        ("García Márquez, Gabriel; Abe, Rin", ["Gabriel García Márquez", "Rin Abe"]),
        ("King, Jr., Martin and Abe, R", ["Martin King, Jr.", "R Abe"]),
        ("King, Martin, Jr. and Abe, R", ["Martin King Jr.", "R Abe"]),
        ("King, Martin, Jr.", ["Martin King Jr."]),
        ("Martin King, Jr., Rin Abe, Lia Costa, III", ["Martin King, Jr.", "Rin Abe", "Lia Costa, III"]),
        ("Rin Abe (1), Lia Costa (2) ((1) Uni A, (2) Uni B)", ["Rin Abe", "Lia Costa"]),
        (
            "Rin Abe (Wind Lab), Lia (Lee) Costa (MIT) and O. Dahl (1 and 2)",
            ["Rin Abe", "Lia (Lee) Costa", "O. Dahl"],
        ),
        ("Rin Abe & Lia Costa", ["Rin Abe", "Lia Costa"]),
        ("Abe R, Costa L", ["Abe R", "Costa L"]),
    ],
)
def test_a_line_of_people_is_parted_as_its_writer_meant(line: str, people: list[str]) -> None:
    assert split_names(line) == people


@pytest.mark.parametrize("others", [" et al.", ", et al", " and others", ", and others.", ", …"])
def test_others_are_nobody(others: str) -> None:
    assert split_names(f"Rin Abe, Wachowski Brothers{others}") == ["Rin Abe", "Wachowski Brothers"]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Potts, Christopher,", "Christopher Potts"),
        ("King, Jr., Martin Luther", "Martin Luther King, Jr."),
        ("King, Martin Luther, Jr.", "Martin Luther King Jr."),
        ("Gates, Bill, III", "Bill Gates III"),
        ("Martin Luther King, Jr.", "Martin Luther King, Jr."),
        ("Plato", "Plato"),
    ],
)
def test_a_name_is_given_as_it_is_spoken(written: str, spoken: str) -> None:
    assert spoken_name(written) == spoken


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada King Lovelace", NameParts("Lovelace", "Ada King")),
        ("Lovelace", NameParts("Lovelace")),
        ("Jan van den Berg", NameParts("Berg", "Jan", "van den")),
        ("Léon de la Vallée Poussin", NameParts("Vallée Poussin", "Léon", "de la")),
        ("van Dyck", NameParts("Dyck", particle="van")),
        ("Gerard 't Hooft", NameParts("Hooft", "Gerard", "'t")),
        ("Sung ju Hwang", NameParts("Hwang", "Sung ju")),
        ("Martin Luther King, Jr.", NameParts("King", "Martin Luther", suffix="Jr.")),
        ("Martin Luther King III", NameParts("King", "Martin Luther", suffix="III")),
        ("Ada Lovelace,", NameParts("Lovelace", "Ada")),
        ("Wind Group", NameParts("Wind Group", is_group=True)),
        ("Research and Development", NameParts("Research and Development", is_group=True)),
        ("others", NameParts("others", is_group=True)),
        ("K{é}vin Polisano", NameParts("Polisano", "Kévin")),
        ("", NameParts("")),
    ],
)
def test_a_name_is_taken_apart_as_bibliographies_do(name: str, parts: NameParts) -> None:
    assert name_parts(name) == parts


def test_a_given_name_that_is_no_degree_is_given() -> None:
    assert spoken_name("Osama, Md") == "Md Osama"
