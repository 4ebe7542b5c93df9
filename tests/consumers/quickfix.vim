" What docs/ci.md tells the users of vim; the places go to quickfix.json.
set encoding=utf-8
set errorformat=%Eerror[%.%#]:\ %m,%Wwarning[%.%#]:\ %m,%Nadvice[%.%#]:\ %m,%Z\ %#-->\ %f:%l:%c,%-G%.%#
cgetfile dirty.terminal
let places = map(filter(getqflist(), 'v:val.valid && v:val.bufnr'), '[bufname(v:val.bufnr), v:val.lnum, v:val.col]')
call writefile([json_encode(places)], 'quickfix.json')
