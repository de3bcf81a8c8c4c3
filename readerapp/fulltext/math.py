r"""TeX math as a line that one can read: `\frac{a}{b+1}` is `a/(b+1)`, `x_{i}^{2}` is `xᵢ²`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from types import MappingProxyType

from readerapp.domain.latex.symbols import LETTERS, SYMBOLS
from readerapp.domain.text import clean_line

_MAX_DEPTH = 40
_MAX_CHARACTERS = 20_000
_TOKEN = re.compile(r"\\(?:operatorname\*|[A-Za-z]+)|\\.|[{}^_&~]|\s+|[^\\{}^_&~\s]", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}(?:\s*\{[lcr|@ ]*\})?")
_FENCES = MappingProxyType(
    {"pmatrix": "()", "bmatrix": "[]", "vmatrix": "||", "Vmatrix": "‖‖", "cases": "{ "}
    | {"Bmatrix": "{}", "smallmatrix": "()"}
)
_TEXT_SPACE = re.compile(r"\\[,;: ]|~")
_TEXT_MARKUP = re.compile(r"[{}$]|\\(?:text|math)[a-z]+")
_RELATIONS = frozenset("=<>≤≥≠≈∼≃≡∝∈∉⊂⊆→←⇒⇐↔⟶↦≪≫≲≳∥⊥≜≔")
_SUPER = dict(zip("0123456789+-=()nidabcehjklmoprstuvwxyzABDEGHIJKLMNOPRTUVW",
                  "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵈᵃᵇᶜᵉʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True))  # fmt: skip
_SUB = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_SUB |= {"−": "₋", "β": "ᵦ", "γ": "ᵧ", "ρ": "ᵨ", "φ": "ᵩ", "χ": "ᵪ"}
_SUPER |= {"−": "⁻", "*": "*", "∗": "*", "′": "′", "⊤": "ᵀ", "β": "ᵝ", "γ": "ᵞ", "θ": "ᶿ"}
_BOARD = MappingProxyType(dict(zip("RNZQCEPH", "ℝℕℤℚℂ𝔼ℙℍ", strict=True)))
_ACCENTS = MappingProxyType(
    {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303"}
    | {"widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7", "check": "\u030c"}
)
_OWN = MappingProxyType(
    {"lVert": "‖", "rVert": "‖", "Vert": "‖", "lvert": "|", "rvert": "|", "vert": "|", "|": "‖"}
    | {"{": "{", "}": "}", "%": "%", "&": "&", "#": "#", "_": "_", "$": "$", "colon": ": "}
    | {"triangleq": "≜", "coloneqq": "≔", "top": "⊤", "bot": "⊥", "odot": "⊙", "setminus": "∖"}
    | {"lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "vdots": "⋮", "ddots": "⋱", "iint": "∬"}
    | {"bigcup": "⋃", "bigcap": "⋂", "succ": "≻", "prec": "≺", "preceq": "⪯", "succeq": "⪰", "oint": "∮"}
    | {"backslash": "∖", "supset": "⊃", "supseteq": "⊇", "cong": "≅", "implies": " ⇒ ", "iff": " ⇔ "}
    | {"gets": "←", "land": "∧", "lor": "∨", "lnot": "¬", "divides": "|", "div": "÷", "Re": "ℜ", "Im": "ℑ"}
    | {"hookrightarrow": "↪", "rightarrow": "→", "longleftarrow": "⟵", "ast": "*", "*": "*", "dagger": "†"}
    | {
        "bmod": " mod ",
        "quad": "  ",
        "qquad": "  ",
        "\\": "; ",
        ",": " ",
        ";": " ",
        ":": " ",
        " ": " ",
        "!": "",
    }
    | {">": " "}
)
_NAMES = frozenset(
    "log ln exp min max sup inf lim det dim arg sin cos tan tanh sinh cosh cot sec csc ker gcd deg Pr "
    "argmin argmax limsup liminf".split()
)
_DROPPED = frozenset(
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle limits nolimits "
    "displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag boldmath mathstrut hfill rm bf it "
    "cal displaylimits relax allowbreak nobreak ensuremath".split()
)
_SKIPPED = frozenset("label tag hspace vspace phantom vphantom hphantom color kern mskip".split())
"""Their argument isn't shown."""


def readable(tex: str) -> str:
    """Return math on one line. Commands that are not known stay as they are; it never raises."""
    tokens = _TOKEN.findall(_ENVIRONMENT.sub(_fence, tex[:_MAX_CHARACTERS]))
    return clean_line("".join(_Reader(tokens).pieces(0)))


def _fence(match: re.Match[str]) -> str:
    fence = _FENCES.get(match[2], "  ")["begin end".index(match[1]) > 0]
    return f"\\{fence}" if fence in "{}" else fence


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def pieces(self, depth: int) -> Iterator[str]:
        """Yield the pieces up to the end of a group."""
        last = ""
        while self._at < len(self._tokens):
            token = self._next()
            if token == "}":
                if depth:
                    return
                continue
            piece = self._piece(token, depth)
            if piece in _RELATIONS:
                piece = f" {piece} "
            elif piece in _NAMES:
                before = last[-1:].isalnum() or last[-1:] in (")", "]")
                piece = f"{' ' * before}{piece}{' ' * self._letter_follows()}"
            last = piece or last
            yield piece

    def _letter_follows(self) -> bool:
        after = next((it for it in self._tokens[self._at : self._at + 3] if not it.isspace()), "")
        return after.isalnum() or (after[:1] == "\\" and after[1:].isalpha() and after[1:] not in _DROPPED)

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _argument(self, depth: int) -> str:
        """Return the next group or token, made readable."""
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        if self._at >= len(self._tokens) or self._tokens[self._at] == "}":
            return ""
        token = self._next()
        if token == "{":
            return self._group(depth + 1)
        return self._piece(token, depth + 1)

    def _group(self, depth: int) -> str:
        if depth <= _MAX_DEPTH:
            return "".join(self.pieces(depth)).strip()
        start, open_groups = self._at, 1  # nobody reads that: leave it as it is
        while self._at < len(self._tokens) and open_groups:
            open_groups += {"{": 1, "}": -1}.get(self._next(), 0)
        return "".join(self._tokens[start : self._at])

    def _piece(self, token: str, depth: int) -> str:
        if depth > _MAX_DEPTH:
            return token
        if token == "{":
            return self._group(depth + 1)
        if token in ("^", "_"):
            return _raised(self._argument(depth), token, _SUPER if token == "^" else _SUB)
        if token[0] == "\\":
            return self._command(token[1:], depth)
        return " " if token in ("&", "~") else "" if token.isspace() else token

    def _command(self, name: str, depth: int) -> str:
        if name in _COMMANDS:
            return _COMMANDS[name](self, depth)
        if name in _DROPPED:
            if self._tokens[self._at : self._at + 1] == ["."] and name in ("left", "right"):
                self._at += 1
            return ""
        if name in _SKIPPED:
            self._argument(depth)
            return ""
        if name in _ACCENTS:
            return _accented(self._argument(depth), _ACCENTS[name])
        if name in _NAMES:
            return name
        known = next((table[name] for table in (_OWN, SYMBOLS, LETTERS) if name in table), None)
        return self._unknown(name, depth) if known is None else known

    def _unknown(self, name: str, depth: int) -> str:
        """Leave a command as it is written, with its arguments."""
        pieces = [f"\\{name}"]
        while self._tokens[self._at : self._at + 1] == ["{"]:
            pieces.append(f"{{{self._argument(depth)}}}")
        return "".join(pieces)

    def fraction(self, depth: int) -> str:
        """Read both parts of a fraction."""
        above, below = self._argument(depth), self._argument(depth)
        return f"{_grouped(above)}/{_grouped(below)}"

    def root(self, depth: int) -> str:
        """Read a root, perhaps with its degree."""
        degree = ""
        if self._tokens[self._at : self._at + 1] == ["["]:
            end = next((it for it in range(self._at, len(self._tokens)) if self._tokens[it] == "]"), None)
            if end is not None:
                degree = "".join(self._tokens[self._at + 1 : end])
                self._at = end + 1
        return f"{''.join(_SUPER.get(it, it) for it in degree)}√{_grouped(self._argument(depth))}"

    def shown(self, depth: int) -> str:
        """Read an argument that is shown as it is."""
        return self._argument(depth)

    def text(self, depth: int) -> str:
        """Read an argument whose spaces count."""
        if self._tokens[self._at : self._at + 1] != ["{"]:
            return self._argument(depth)
        start, open_groups = self._at, 0
        while self._at < len(self._tokens):
            open_groups += {"{": 1, "}": -1}.get(self._next(), 0)
            if not open_groups:
                break
        words = _TEXT_SPACE.sub(" ", "".join(self._tokens[start : self._at]))
        return _TEXT_MARKUP.sub("", words)

    def board(self, depth: int) -> str:
        """Read a letter with doubled strokes."""
        letters = self._argument(depth)
        return "".join(_BOARD.get(letter, letter) for letter in letters)

    def stacked(self, depth: int) -> str:
        """Read what stands above or below, and what it stands at."""
        over, base = self._argument(depth), self._argument(depth)
        return f"{base}{_raised(over, '^', _SUPER)}"

    def binomial(self, depth: int) -> str:
        """Read a binomial coefficient."""
        return f"C({self._argument(depth)}, {self._argument(depth)})"


_TEXTS = (
    "text textrm textbf textit textsc texttt textsf textnormal mbox hbox operatorname operatorname* mathrm "
    "emph"
)
_FONTS = (
    "mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathnormal boldsymbol bm pmb underline "
    "underbrace overbrace boxed mathop mathrel mathbin mathord mathopen mathclose"
)
_COMMANDS: MappingProxyType[str, Callable[[_Reader, int], str]] = MappingProxyType(
    dict.fromkeys(_FONTS.split(), _Reader.shown)
    | dict.fromkeys(_TEXTS.split(), _Reader.text)
    | dict.fromkeys(("frac", "dfrac", "tfrac", "nicefrac", "cfrac"), _Reader.fraction)
    | {"sqrt": _Reader.root, "mathbb": _Reader.board, "mathbbm": _Reader.board, "mathds": _Reader.board}
    | {"binom": _Reader.binomial, "stackrel": _Reader.stacked, "overset": _Reader.stacked}
)


def _raised(text: str, sign: str, letters: dict[str, str]) -> str:
    """Return text above or below the line: in small letters if there are some for all of it."""
    plain = text.replace(" ", "")
    if not plain:
        return ""
    if all(letter in letters for letter in plain):
        return "".join(letters[letter] for letter in plain)
    return f"{sign}{plain}" if len(plain) == 1 else f"{sign}({text})"


def _grouped(text: str) -> str:
    """Return text in parentheses, unless it is a single thing."""
    single = len(text) < 2 or all(letter.isalnum() or unicodedata.combining(letter) for letter in text)
    return text if single else f"({text})"


def _accented(text: str, mark: str) -> str:
    return unicodedata.normalize("NFC", text + mark) if len(text) == 1 else text
