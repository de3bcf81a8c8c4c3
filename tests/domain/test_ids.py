from __future__ import annotations

import time

import pytest

from readerapp.domain.ids.mentions import arxiv_in, doi_in, mentions
from readerapp.domain.ids.parsing import arxiv_id, doi, paper_key
from readerapp.domain.ids.spellings import plain


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("http://arxiv.org/abs/arXiv:2401.00001", "2401.00001"),
        ("https://www.alphaxiv.org/overview/2401.00005v2", "2401.00005"),
        ("https://www.alphaxiv.org/audio/2401.00006", "2401.00006"),
        ("http://arxiv.org/pdf/1112.6299.pdf&embed", "1112.6299"),
        ("https://arxiv.org/ftp/arxiv/papers/2401/2401.00010.pdf", "2401.00010"),
        ("https://arxiv.org/ftp/hep-th/papers/9408/9408099.pdf", "hep-th/9408099"),
        ("http://xxx.lanl.gov/abs/hep-th/9905111", "hep-th/9905111"),
        ("https://cn.arxiv.org/abs/2401.00014", "2401.00014"),
        ("https://www.semanticscholar.org/arxiv/2401.00024", "2401.00024"),
        ("https://api.semanticscholar.org/arXiv:2401.00025", "2401.00025"),
        ("https://huggingface.co/papers/2401.00034.md", "2401.00034"),
        ("https://huggingface.co/api/papers/2401.00035", "2401.00035"),
        ("arXiv.2402.00003", "2402.00003"),
        ("2402.00006v2.pdf", "2402.00006"),
        ("math.GT/0309137", "math/0309137"),
        ("MATH.GT/0309137v2", "math/0309137"),
        ("arXiv:cond-mat.str-el/9901001", "cond-mat/9901001"),
        ("arXiv:1810.04899 [cs]", "1810.04899"),
        ("arXiv:1810.04899v2 [cs.CL] 24 May 2019", "1810.04899"),
        ("10.48550/arXiv.2402.00003", "2402.00003"),
        ("https://doi.org/10.48550/ARXIV.2402.00003v2", "2402.00003"),
        ("https://doi.org/10.48550%2Farxiv.2402.00003", "2402.00003"),
        ("doi:10.48550/arXiv.math/0309137", "math/0309137"),
        ("https://web.archive.org/web/2020/https://arxiv.org/abs/2401.00001", "2401.00001"),
        ("https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2401.00001&sa=D", "2401.00001"),
        ("https://scholar.google.com/scholar_url?url=https://arxiv.org/pdf/2401.00001&hl=en", "2401.00001"),
        ("https://dblp.org/rec/journals/corr/abs-1706-03762.html", "1706.03762"),
        ("https://ui.adsabs.harvard.edu/abs/2017arXiv170603762V/abstract", "1706.03762"),
        ("https://ui.adsabs.harvard.edu/abs/arXiv:1706.03762", "1706.03762"),
        ("CoRR, abs/1706.03762", "1706.03762"),
        ("<https://arxiv.org/abs/1706.03762>.", "1706.03762"),
        ("(arXiv:1706.03762).", "1706.03762"),
        ("\\url{https://arxiv.org/abs/1706.03762}", "1706.03762"),
        ("\\href{https://arxiv.org/abs/1706.03762}{here}", "1706.03762"),
        ("arXiv:1706.\xad03762", "1706.03762"),
        ("\ufeff1706.03762\u200b", "1706.03762"),
        ("arXiv：1706.03762", "1706.03762"),
        ("ARXIV:1706.03762V5", "1706.03762"),
        ("arxiv_1706.03762", "1706.03762"),
        ("arXiv preprint arXiv:1706.03762", "1706.03762"),
        ("https://arxiv.org/abs/1706.03762?context=cs.LG", "1706.03762"),
        ("https://arxiv.org/abs/1706.03762#:~:text=x", "1706.03762"),
        ("https://arxiv.org/abs/1706.03762)", "1706.03762"),
        ("https://m.arxiv.org/abs/1706.03762/", "1706.03762"),
        ("arxiv.org/abs/1706.03762", "1706.03762"),
        ("https://arxiv.org/abs/hep-th%2F9905111", "hep-th/9905111"),
        ("https://arxiv.org/e-print/1706.03762", "1706.03762"),
        ("https://arxiv.org/src/1706.03762v1/anc", "1706.03762"),
        ("https://arxiv.org/html/1706.03762v7/", "1706.03762"),
        ("https://ar5iv.labs.arxiv.org/html/1706.03762", "1706.03762"),
        ("https://ar5iv.org/pdf/1706.03762.pdf", "1706.03762"),
        ("https://www.arxiv-vanity.com/papers/1706.03762/", "1706.03762"),
        ("oai:arXiv.org:0704.0001", "0704.0001"),
        ("https://img.shields.io/badge/arXiv-2511.18499-b31b1b", "2511.18499"),
        ("https://tldr.takara.ai/p/2401.00001", "2401.00001"),
        ("https://export.arxiv.org/api/query?id_list=2401.00001", "2401.00001"),
        ("https://arxiv.org/abs/2401.00001v2.pdf", "2401.00001"),
        ("https://arxiv.org/pdf/2401.00001v2.pdf?download=true", "2401.00001"),
        ("https://www.arxiv.org/pdf/2401.00001v2", "2401.00001"),
        ("http://fr.arxiv.org/abs/math.AG/0309137", "math/0309137"),
        ("https://huggingface.co/papers/2401.00034#community", "2401.00034"),
        ("https://inspirehep.net/api/arxiv/2401.00034", "2401.00034"),
        ("https://r.jina.ai/https://arxiv.org/abs/2401.00034", "2401.00034"),
        ("arXiv:2401.00034v10", "2401.00034"),
        ("`2401.00034`", "2401.00034"),
    ],
)
def test_an_arxiv_id_is_known_in_every_spelling_and_address(text: str, number: str) -> None:
    assert arxiv_id(text) == number
    assert paper_key(text) == f"arxiv:{number}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234",
        "arXiv",
        "https://arxiv.org/abs/N/A",
        "https://arxiv.org/abs/",
        "https://arxiv.org/abs/2413.00001",
        "https://arxiv.org/abs/2400.00001",
        "https://arxiv.org/list/cs.LG/2401",
        "https://arxiv.org/list/cs.LG/pastweek?skip=0&show=2000",
        "https://x.example/2405.15738",
        "https://github.com/o/arxiv-2405.15738",
        "https://huggingface.co/o/model-2405.15738",
        "https://huggingface.co/papers?q=2401.00034",
        "https://www.semanticscholar.org/reader/abcdef0123456789",
        "2401.000345",
        "12401.00034",
        "arxiv.org/abs/1706.03762v",
    ],
)
def test_what_is_no_arxiv_id_is_none(text: str) -> None:
    assert arxiv_id(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("DOI 10.1145/3292500.3330701.", "10.1145/3292500.3330701"),
        ("DOI: 10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/abs/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/fullHtml/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701?download=true", "10.1145/3292500.3330701"),
        ("https://link.springer.com/article/10.1007/s11263-020-01316-z#Sec1", "10.1007/s11263-020-01316-z"),
        ("https://link.springer.com/chapter/10.1007/978-3-030-58452-8_13", "10.1007/978-3-030-58452-8_13"),
        (
            "https://link.springer.com/content/pdf/10.1007/s11263-020-01316-z.pdf",
            "10.1007/s11263-020-01316-z",
        ),
        (
            "https://link.springer.com/content/pdf/10.1007%2Fs11263-020-01316-z.pdf",
            "10.1007/s11263-020-01316-z",
        ),
        ("https://onlinelibrary.wiley.com/doi/full/10.1002/anie.201234", "10.1002/anie.201234"),
        ("https://onlinelibrary.wiley.com/doi/10.1002/anie.201234/abstract", "10.1002/anie.201234"),
        (
            "https://www.tandfonline.com/doi/full/10.1080/01621459.2017.1285773?needAccess=true",
            "10.1080/01621459.2017.1285773",
        ),
        ("https://www.pnas.org/doi/10.1073/pnas.1611835114", "10.1073/pnas.1611835114"),
        ("https://www.science.org/doi/epdf/10.1126/science.aaa8415", "10.1126/science.aaa8415"),
        ("https://journals.sagepub.com/doi/pdf/10.1177/0278364913491297", "10.1177/0278364913491297"),
        (
            "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102",
            "10.1103/physrevlett.116.061102",
        ),
        ("https://iopscience.iop.org/article/10.1088/1742-5468/ac3a74/meta", "10.1088/1742-5468/ac3a74"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1.full.pdf", "10.1101/2020.01.01.123456"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1", "10.1101/2020.01.01.123456"),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345",
            "10.1371/journal.pone.0012345",
        ),
        (
            "https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0012345&type=printable",
            "10.1371/journal.pone.0012345",
        ),
        (
            "https://academic.oup.com/bioinformatics/article/doi/10.1093/bioinformatics/btaa001/5697087",
            "10.1093/bioinformatics/btaa001",
        ),
        ("https://www.frontiersin.org/articles/10.3389/fnins.2020.00001/full", "10.3389/fnins.2020.00001"),
        ("https://www.frontiersin.org/articles/10.3389/fnins.2020.00001/pdf", "10.3389/fnins.2020.00001"),
        ("http://dx.doi.org/10.1016/S0140-6736(05)67728-8", "10.1016/s0140-6736(05)67728-8"),
        ("(https://doi.org/10.1016/S0140-6736(05)67728-8).", "10.1016/s0140-6736(05)67728-8"),
        ("https://doi.org/10.1007/978{\\_}3", "10.1007/978_3"),
        (
            "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        (
            "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        ("https://api.semanticscholar.org/DOI:10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://dl-acm-org.proxy.lib.edu/doi/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("info:doi/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://www.doi.org/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://doi.org/doi:10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://doi.org/10.1145/3292500.3330701?utm_source=x", "10.1145/3292500.3330701"),
        ("https://dl.acm.org/action/showCitFormats?doi=10.1145%2F3292500.3330701", "10.1145/3292500.3330701"),
        ("10.18653/v1/2020.acl-main.1", "10.18653/v1/2020.acl-main.1"),
        ("10.1162/tacl_a_00300", "10.1162/tacl_a_00300"),
        ("10.1609/aaai.v33i01.33017370", "10.1609/aaai.v33i01.33017370"),
    ],
)
def test_a_doi_is_known_in_every_spelling_and_in_publishers_addresses(text: str, number: str) -> None:
    assert doi(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/o/r/10.1145/x",
        "11.1145/x",
        "10.1145/",
        "https://doi.org/",
        "https://ieeexplore.ieee.org/document/123456",
        "https://ojs.aaai.org/index.php/AAAI/article/view/4725",
    ],
)
def test_what_is_no_doi_is_none(text: str) -> None:
    assert doi(text) is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            "See arXiv:2401.00001v2 [cs.CL], (2401.00003) and math.GT/0309137.",
            "arxiv:2401.00001 arxiv:2401.00003 arxiv:math/0309137",
        ),
        (
            "[1] A. Author. Title. arXiv preprint arXiv:1706.03762, 2017. CoRR abs/1412.6980.",
            "arxiv:1706.03762 arxiv:1412.6980",
        ),
        ("[paper](https://arxiv.org/abs/2401.00002)[code](https://github.com/a/b)", "arxiv:2401.00002"),
        (
            "https://arxiv.org/abs/2401.00001,https://arxiv.org/abs/2401.00002",
            "arxiv:2401.00001 arxiv:2401.00002",
        ),
        (
            "arxiv.org/pdf/2401.00001v1.pdf; huggingface.co/papers/2401.00003",
            "arxiv:2401.00001 arxiv:2401.00003",
        ),
        ("doi: 10.1000/abc.def, <https://dl.acm.org/doi/10.1145/1.2>", "doi:10.1000/abc.def doi:10.1145/1.2"),
        ("论文2401.00001和arXiv：2401.00002的代码", "arxiv:2401.00001 arxiv:2401.00002"),
        (
            "It costs $1205.1234, version 1.2401.12345, phone 0901.12345.66, https://github.com/o/r-2401.00001",
            "",
        ),
    ],
)
def test_a_text_names_each_paper_whose_id_or_address_it_has(text: str, keys: str) -> None:
    assert [mention.key for mention in mentions(plain(text))] == keys.split()


def test_a_paper_is_named_where_it_stands_however_far_into_a_text_and_by_its_address_if_it_has_one() -> None:
    text = "words " * 2000 + "https://arxiv.org/abs/2401.00001 (arXiv:2401.00002), arxiv.org/abs/2401.00003."
    assert [(text[it.start : it.end], it.address) for it in mentions(text)] == [
        ("https://arxiv.org/abs/2401.00001", "https://arxiv.org/abs/2401.00001"),
        ("arXiv:2401.00002", ""),
        ("arxiv.org/abs/2401.00003", "arxiv.org/abs/2401.00003"),
    ]


def test_a_field_names_a_paper_only_where_it_calls_a_number_its_id() -> None:
    assert arxiv_in("arXiv: 1810.04899\nversion: 1") == "1810.04899"
    assert arxiv_in("http://arxiv.org/abs/1604.05999 https://github.com/a/b") == "1604.05999"
    assert arxiv_in("2 figures, 1810.04899 samples") is None
    assert doi_in("see doi:10.1000/Xyz, p. 3") == "10.1000/xyz"


@pytest.mark.parametrize(
    "piece", ["arxiv:::::", "10.1000/", "10.1000/x ", "https://arxiv.org/abs/ ", "((((", "2401.0000", ")"]
)
def test_looking_for_papers_takes_time_that_grows_with_the_text_only(piece: str) -> None:
    def taken(size: int) -> float:
        text = "10.1000/x" + piece * (size // len(piece))
        start = time.process_time()
        list(mentions(plain(text)))
        paper_key(text)
        return time.process_time() - start

    small = taken(100_000)
    assert taken(400_000) < 8 * small + 0.2
