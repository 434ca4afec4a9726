# shellcheck shell=bash
_wecomplish() {
    local offer _about
    COMPREPLY=()
    while IFS=$'\t' read -r offer _about; do
        COMPREPLY+=("$offer")
    done < <(_WECOMPLISH_COMPLETE=words command wecomplish "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}

# Offers come in the order that fits; older versions of bash sort them in any case.
complete -o nosort -o default -F _wecomplish wecomplish 2>/dev/null ||
    complete -o default -F _wecomplish wecomplish
