"""What each shell runs to complete a command line: it asks us, and does with the answer what only it can do.

We are called with `_READERAPP_COMPLETE` set to the shell's name. The answer's first line says what follows:
`plain`, `nospace` (the one answer is not a whole word yet), `file` or `dir` (the shell completes a path).
"""

from __future__ import annotations

import shlex

VARIABLE = "_READERAPP_COMPLETE"
"""Names the shell that asks."""

# Bash breaks words at colons and quotes: it passes its line, and takes what is to replace its own idea of the
# word. It knows compopt since 4.0 and nosort since 4.4.
_BASH = r"""_readerapp_completion() {
    local line kind=
    COMPREPLY=()
    while IFS= read -r line; do
        if [ -z "$kind" ]; then kind=$line; else COMPREPLY+=("$line"); fi
    done < <(_READERAPP_COMPLETE=bash command READERAPP "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    case $kind in
        nospace) compopt -o nospace ;;
        file) compopt -o default ;;
        dir) compopt -o dirnames ;;
    esac 2>/dev/null
}
complete -o nosort -F _readerapp_completion readerapp 2>/dev/null ||
    complete -o default -F _readerapp_completion readerapp
"""

_ZSH = r"""#compdef readerapp
_readerapp_completion() {
    local answer value kind
    local -a answers whole begun
    answers=("${(@f)$(_READERAPP_COMPLETE=zsh command READERAPP \
        "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    kind=$answers[1]
    shift answers
    case $kind in
        file) [[ $PREFIX == -*=* ]] && compset -P '*='; _files; return ;;
        dir) [[ $PREFIX == -*=* ]] && compset -P '*='; _files -/; return ;;
    esac
    for answer in $answers; do
        value=${${${answer%%$'\t'*}//\\/\\\\}//:/\\:}
        if [[ $answer == *$'\t'* ]]; then
            whole+=("$value:${answer#*$'\t'}")
        elif [[ $answer == *: ]]; then
            begun+=("$value")
        else
            whole+=("$value")
        fi
    done
    (( $#whole )) && _describe -V readerapp whole -U
    (( $#begun )) && _describe -V readerapp begun -U -S ''
    (( $#whole + $#begun ))
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _readerapp_completion "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _readerapp_completion readerapp
fi
"""

_FISH = r"""function __readerapp_ask
    set -l line (commandline -cp)
    if test "$line" != "$__readerapp_line"
        set -l words (commandline -opc)
        set -e words[1]
        set -g __readerapp_line $line
        set -a words (commandline -ct)
        set -g __readerapp_answers (env _READERAPP_COMPLETE=fish READERAPP $words 2>/dev/null)
        set -g __readerapp_kind $__readerapp_answers[1]
        set -e __readerapp_answers[1]
    end
    not contains -- "$__readerapp_kind" file dir
end
complete -c readerapp -n __readerapp_ask -f -a '$__readerapp_answers'
complete -c readerapp -n 'not __readerapp_ask' -F
"""
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
"""By shell; `READERAPP` stands for the command that answers."""


def script(shell: str, command: list[str]) -> str:
    """Return what a shell reads at its start; `command` is how we are called."""
    called = " ".join(map(shlex.quote, command))
    return SCRIPTS[shell].replace(" READERAPP ", f" {called} ")
