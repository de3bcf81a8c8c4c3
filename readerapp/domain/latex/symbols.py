"""LaTeX commands that stand for one character or abbreviation."""

from __future__ import annotations

_SYMBOLS = """
alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ
lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ
chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
ell ℓ hbar ℏ aleph ℵ times × cdot · cdots ⋯ ldots … dots … dotsc … textellipsis … pm ± mp ∓
le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ equiv ≡ propto ∝ infty ∞
in ∈ notin ∉ subset ⊂ subseteq ⊆ cup ∪ cap ∩ emptyset ∅ to → rightarrow → leftarrow ← Rightarrow ⇒
Leftarrow ⇐ leftrightarrow ↔ longrightarrow ⟶ mapsto ↦ uparrow ↑ downarrow ↓ ll ≪ gg ≫ lesssim ≲ gtrsim ≳
partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ sqrt √ forall ∀ exists ∃ neg ¬ wedge ∧ vee ∨ oplus ⊕ otimes ⊗ circ ∘
bullet • star ⋆ ast ∗ dagger † ddagger ‡ langle ⟨ rangle ⟩ mid | perp ⊥ parallel ∥ degree ° textdegree °
copyright © textcopyright © textregistered ® texttrademark ™ pounds £ textsterling £ euro € texteuro €
S § P ¶ textendash – textemdash — textquoteright ’ textquoteleft ‘ textquotedblleft “ textquotedblright ”
textbackslash \\ textasciitilde ~ textunderscore _ textbar | slash /
textless < textgreater > textbraceleft { textbraceright } lbrace { rbrace } textdollar $
textasciicircum ^ textasciiacute ´ textasciigrave ` guillemotleft « guillemotright » textquotesingle '
checkmark ✓ prime ′ surd √
log log ln ln exp exp min min max max sup sup inf inf lim lim det det dim dim arg arg argmin argmin
argmax argmax sin sin cos cos tan tan tanh tanh Pr Pr LaTeX LaTeX TeX TeX BibTeX BibTeX
"""
_LETTERS = """
ss ß ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ
ij ĳ IJ Ĳ SS ẞ ohorn ơ OHORN Ơ uhorn ư UHORN Ư
"""


def _table(pairs: str) -> dict[str, str]:
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS = _table(_SYMBOLS)
"""Command name to its character; a following space stays."""

LETTERS = _table(_LETTERS)
"""Command name to a letter within a word; a following space is dropped."""

ABBREVIATIONS = {"etal": "et al."} | _table(
    "eg e.g. ie i.e. etc etc. cf cf. vs vs. wrt w.r.t. aka a.k.a. iid i.i.d. wlog w.l.o.g. Eg E.g. Ie I.e."
)
"""Macros that authors define in their papers and leave in abstracts."""

_ACCENTS = """
` 300 ' 301 ^ 302 ~ 303 = 304 u 306 . 307 " 308 r 30a H 30b v 30c c 327 k 328 d 323 b 331 t 361 h 309
"""
ACCENTS = {command: chr(int(code, 16)) for command, code in _table(_ACCENTS).items()}
"""Accent command to the combining character that follows its letter."""
