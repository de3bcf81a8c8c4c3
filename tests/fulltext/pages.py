"""A page such as LaTeXML makes of a paper, with what such pages have in them."""

BODY = r"""
<section class="ltx_section" id="S1">
<h2 class="ltx_title ltx_title_section"><span class="ltx_tag ltx_tag_section">1 </span>Introduction</h2>
<div class="ltx_para" id="S1.p1"><p class="ltx_p">Attention&nbsp;<cite class="ltx_cite">[<a class="ltx_ref"
 href="#bib.bib1">1</a>]</cite> takes <math alttext="O(n^{2})" display="inline"><mi>wrong</mi></math>
 steps<span class="ltx_note ltx_role_footnote"><sup class="ltx_note_mark">1</sup><span class="ltx_note_outer"
><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup><span class="ltx_tag ltx_tag_note">1</span>
 Or <math alttext="n"></math>.</span></span></span>, see <a href="javascript:alert(1)">here</a>.</p></div>
<ul class="ltx_itemize"><li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span>
<div class="ltx_para"><p class="ltx_p">Fast</p></div></li>
<li class="ltx_item"><span class="ltx_tag ltx_tag_item">•</span><div class="ltx_para"
><p class="ltx_p">Small</p>
<ol class="ltx_enumerate"><li class="ltx_item"><span class="ltx_tag ltx_tag_item">1.</span>
<p class="ltx_p">Inner</p></li></ol></div></li></ul>
<section class="ltx_subsection" id="S1.SS1"><h3 class="ltx_title ltx_title_subsection"
><span class="ltx_tag ltx_tag_subsection">1.1 </span>The Method</h3>
<table class="ltx_equation ltx_eqn_table"><tbody><tr class="ltx_equation ltx_eqn_row"><td></td><td
><math alttext="a=\frac{b}{c+1}" display="block"><mtable><mtr><mtd>x</mtd></mtr></mtable></math></td>
<td class="ltx_eqn_cell"><span class="ltx_tag ltx_tag_equation">(1)</span></td></tr></tbody></table>
<div class="ltx_theorem"><h6 class="ltx_title ltx_runin ltx_title_theorem"><span
 class="ltx_tag ltx_tag_theorem">Theorem 1</span> (Main).</h6><div class="ltx_para">
<p class="ltx_p">It holds.</p></div></div>
<figure class="ltx_figure"><img src="https://tracker.example/x.png"><figcaption class="ltx_caption"><span
 class="ltx_tag ltx_tag_figure">Figure 1: </span>A curve.</figcaption></figure>
<figure class="ltx_table"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_table">Table 1: </span
>Results</figcaption><table class="ltx_tabular"><tbody><tr class="ltx_tr"><th class="ltx_td">Model</th>
<td class="ltx_td" colspan="2">Both</td></tr><tr class="ltx_tr"><td class="ltx_td">Ours</td><td class="ltx_td"
><table class="ltx_tabular"><tr class="ltx_tr"><td class="ltx_td">1</td><td>2</td></tr></table></td>
<td class="ltx_td">3</td></tr></tbody></table></figure>
<figure class="ltx_float ltx_algorithm"><div class="ltx_listing"><div class="ltx_listingline"><span
 class="ltx_tag ltx_tag_listingline">1:</span>x ← 0</div><div class="ltx_listingline"
>&nbsp;&nbsp;go</div></div>
</figure>
<div class="ltx_para"><p class="ltx_p">Lost <span class="ltx_ERROR undefined">\mine</span> word.</p></div>
</section></section>
<section class="ltx_bibliography"><h2 class="ltx_title ltx_title_bibliography">References</h2><ul
 class="ltx_biblist"><li class="ltx_bibitem" id="bib.bib1"><span class="ltx_tag ltx_tag_bibitem">[1]</span>
<span class="ltx_bibblock">A. Vaswani. <span class="ltx_ERROR">\oops</span>Attention.</span></li></ul>
</section>
<section class="ltx_appendix" id="A1"><h2 class="ltx_title ltx_title_appendix"><span
 class="ltx_tag ltx_tag_appendix">Appendix A </span>Proofs</h2><div class="ltx_para"><p class="ltx_p"
>Attention once more.</p></div></section>
"""


def page(body: str = BODY, title: str = "Sparse Attention") -> str:
    """A whole page, with what arXiv puts around a paper."""
    return (
        '<!DOCTYPE html><html><head><base href="/html/2405.15738v3/"><script>menu()</script></head><body>'
        '<nav class="ltx_page_navbar"><nav class="ltx_TOC">1 Introduction</nav></nav>'
        f'<article class="ltx_document"><h1 class="ltx_title ltx_title_document">{title}</h1>'
        '<div class="ltx_authors">\\Ann</div><div class="ltx_abstract"><h6 class="ltx_title '
        f'ltx_title_abstract">Abstract</h6><p class="ltx_p">We attend.</p></div>{body}</article>'
        "<footer>Made by LaTeXML</footer></body></html>"
    )


STUB = "<html><body><h1>No HTML is available for this paper</h1><p>Sorry</p></body></html>"
