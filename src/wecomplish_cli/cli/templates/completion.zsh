#compdef wecomplish
_wecomplish() {
    local offer about
    local -a offers shown
    local -i width=0
    while IFS=$'\t' read -r offer about; do
        offers+=("$offer")
        shown+=("$about")
        (( $#offer > width )) && width=$#offer
    done < <(_WECOMPLISH_COMPLETE=words command wecomplish "${(@)words[2,CURRENT]}" 2>/dev/null)
    if (( ! $#offers )); then
        _files
        return
    fi
    local -i each
    for (( each = 1; each <= $#offers; each++ )); do
        # What is shown is put together here and goes to compadd as it is: _describe and _arguments parse it.
        shown[each]="${(r:width:)offers[each]}${shown[each]:+  -- $shown[each]}"
    done
    # Offers have no accents; what is typed with some is replaced.
    local -a replacing
    [[ $words[CURRENT] == *[^[:ascii:]]* ]] && replacing=(-U)
    compadd $replacing -V offers -l -d shown -a offers
}

if [[ $funcstack[1] == _wecomplish ]]; then
    _wecomplish
else
    compdef _wecomplish wecomplish
fi
