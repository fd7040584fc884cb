/** A shell for which tiex has a script. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof shells)[number]

/** How a shell is told to read the script: in this session, and in every one from now on. */
export const installing: Readonly<Record<Shell, readonly string[]>> = {
  bash: ['eval "$(tiex completion bash)"', `echo 'eval "$(tiex completion bash)"' >> ~/.bashrc`],
  zsh: [
    'source <(tiex completion zsh)',
    "echo 'source <(tiex completion zsh)' >> ~/.zshrc   (behind compinit)",
  ],
  fish: ['tiex completion fish | source', 'tiex completion fish > ~/.config/fish/completions/tiex.fish'],
  powershell: [
    'tiex completion powershell | Out-String | Invoke-Expression',
    'tiex completion powershell | Add-Content $PROFILE',
  ],
}

/**
 * The script that makes a shell ask tiex. What is typed goes to tiex as words of its own and is never evaluated, tiex is the one on the
 * PATH whatever the line names (so that Tab in a folder of somebody else starts nothing in it), and what it says on stderr is dropped.
 */
export function scriptFor(shell: Shell): string {
  return scripts[shell]
}

const head = (shell: Shell) => `# Completion of tiex for ${shell}, made by: tiex completion ${shell}\n`

// A word that was typed ends up in several words of bash, which parts at = and : too; they are put together again by the line.
const bash = `${head('bash')}_tiex() {
  local line=\${COMP_LINE:0:COMP_POINT} word gap cut reply paths index char
  local -a typed=()
  for ((index = 0; index <= COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    gap=\${line%%[!$' \\t\\n']*}
    line=\${line#"$gap"}
    ((index == COMP_CWORD)) && word=$line
    if [[ -z $gap && $index -gt 0 ]]; then typed[\${#typed[@]}-1]+=$word; else typed+=("$word"); fi
    line=\${line#"$word"}
  done
  cut=\${typed[\${#typed[@]}-1]}
  typed[\${#typed[@]}-1]="=$cut"
  COMPREPLY=()
  {
    IFS= read -r paths
    while IFS= read -r reply; do COMPREPLY+=("$reply"); done
  } < <(command tiex complete bash -- "\${typed[@]:1}" 2>/dev/null)
  # Only what stands behind the last mark at which bash parts words is replaced.
  for char in = : @; do
    [[ $cut == *"$char"* && $COMP_WORDBREAKS == *"$char"* ]] || continue
    word=\${cut%"\${cut##*"$char"}"}
    for index in "\${!COMPREPLY[@]}"; do COMPREPLY[index]=\${COMPREPLY[index]#"$word"}; done
    cut=\${cut#"$word"}
  done
  if [[ $(type -t compopt) == builtin ]]; then
    [[ $paths == files || $paths == folders ]] && compopt -o filenames
    [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]] && compopt -o nospace
  fi
  case $paths in
    files) while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -f -- "$cut") ;;
    folders) while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -d -- "$cut") ;;
  esac
}
complete -F _tiex tiex
`

const zsh = `#compdef tiex
${head('zsh')}_tiex() {
  local -a replies plain open
  local reply entry
  replies=("\${(@f)$(command tiex complete zsh -- "\${(@Q)words[2,CURRENT-1]}" "=\${(Q)PREFIX}" 2>/dev/null)}")
  for reply in "\${(@)replies[2,-1]}"; do
    [[ -n $reply ]] || continue
    entry=\${reply%%$'\\t'*}
    entry=\${entry//:/\\\\:}
    [[ $reply == *$'\\t'* ]] && entry+=":\${reply#*$'\\t'}"
    if [[ \${reply%%$'\\t'*} == *= ]]; then open+=("$entry"); else plain+=("$entry"); fi
  done
  local found=1
  (( $#plain )) && _describe tiex plain && found=0
  (( $#open )) && _describe tiex open -S '' && found=0
  case \${replies[1]} in
    files) compset -P '*='; _files && found=0 ;;
    folders) compset -P '*='; _files -/ && found=0 ;;
  esac
  return found
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _tiex "$@"; else compdef _tiex tiex; fi
`

const fish = `${head('fish')}function __tiex_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l replies (command tiex complete fish -- $words[2..-1] "=$word" 2>/dev/null)
    if set -q replies[2]
        printf '%s\\n' $replies[2..-1]
    end
    switch "$replies[1]"
        case files
            __fish_complete_path $word
        case folders
            __fish_complete_directories $word
    end
end
complete -c tiex -f -a '(__tiex_complete)'
`

// Words of the line as the person wrote them, up to the cursor; an empty last word would be lost on its way to a program.
const powershell = `${head('powershell')}Register-ArgumentCompleter -Native -CommandName @('tiex', 'tiex.cmd', 'tiex.ps1') -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $tiex = Get-Command tiex -CommandType Application, ExternalScript -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $tiex) { return }
    $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text.Trim([char[]]@(39, 34)) })
    $word = $wordToComplete.Trim([char[]]@(39, 34))
    $replies = @(& $tiex complete powershell '--' @typed "=$word" 2>$null)
    foreach ($reply in ($replies | Select-Object -Skip 1)) {
        $name, $about = $reply.Split([char]9, 2)
        if (-not $about) { $about = $name }
        $text = if ($name -match '[,@:]') { "'$name'" } else { $name }
        [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $about)
    }
    if ($replies[0] -in 'files', 'folders') {
        [System.Management.Automation.CompletionCompleters]::CompleteFilename($word)
    } elseif ($replies.Count -lt 2) {
        # without a result PowerShell would offer files
        ''
    }
}
`

const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish, powershell }
