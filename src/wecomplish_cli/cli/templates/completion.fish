function __wecomplish_offers
    set --local words (commandline --tokenize --cut-at-cursor --current-process)
    set --erase words[1]
    set --local word (commandline --cut-at-cursor --current-token)
    set --local offers (env _WECOMPLISH_COMPLETE=words wecomplish (string escape -- $words) "$word" 2>/dev/null)
    if set --query offers[1]
        string join \n -- $offers
    else
        __fish_complete_path "$word"
    end
end

complete --command wecomplish --keep-order --no-files --arguments '(__wecomplish_offers)'
