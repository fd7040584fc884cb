import { appendFileSync, mkdirSync } from 'node:fs'
import type { Council } from './council.ts'

/** Settings of git that name a program, or that make git start what a repository brings along; `EVIL` stands for the program. */
const settings: readonly (readonly [key: string, value: string])[] = [
  ...[
    ...['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.editor', 'core.askPass', 'core.gitProxy'],
    ...[
      'core.alternateRefsCommand',
      'core.fsmonitorHook',
      'sequence.editor',
      'diff.external',
      'interactive.diffFilter',
    ],
    ...[
      'diff.evil.textconv',
      'diff.evil.command',
      'diff.default.textconv',
      'merge.evil.driver',
      'merge.tool',
    ],
    ...[
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'filter.lfs.process',
      'filter.a=b.clean',
    ],
    ...[
      'gpg.program',
      'gpg.openpgp.program',
      'gpg.ssh.program',
      'gpg.x509.program',
      'gpg.ssh.defaultKeyCommand',
    ],
    ...['credential.helper', 'credential.https://example.org.helper', 'trailer.x.command', 'trailer.x.cmd'],
    ...[
      'pager.log',
      'pager.config',
      'pager.cat-file',
      'tar.x.command',
      'tar.tar.gz.command',
      'browser.x.cmd',
    ],
    ...['man.x.cmd', 'mergetool.x.cmd', 'difftool.x.cmd', 'guitool.x.cmd', 'web.browser', 'help.browser'],
    ...[
      'uploadpack.packObjectsHook',
      'instaweb.httpd',
      'sendemail.smtpServer',
      'imap.tunnel',
      'fetch.fsckObjects',
    ],
    ...[
      'remote.evil.uploadpack',
      'remote.evil.receivepack',
      'remote.origin.uploadpack',
      'remote.origin.receivepack',
    ],
    ...['submodule.rounds.update', 'http.proxyAuthMethod', 'core.hooksPath.evil', 'maintenance.strategy'],
  ].map((key) => [key, 'EVIL'] as const),
  ...[
    ...[
      'alias.log',
      'alias.cat-file',
      'alias.config',
      'alias.rev-parse',
      'alias.update-ref',
      'alias.commit-tree',
    ],
    ...['alias.ls-tree', 'alias.rev-list', 'alias.version'],
  ].map((key) => [key, '!EVIL'] as const),
  ['submodule.x.update', '!EVIL'],
  // What a partial clone lacks is fetched, by these ways, from here.
  ['core.repositoryFormatVersion', '1'],
  ['extensions.partialClone', 'evil'],
  ['extensions.worktreeConfig', 'true'],
  ['remote.evil.promisor', 'true'],
  ['remote.evil.url', 'ext::EVIL %S'],
  ['remote.origin.url', 'https://example.org/council.git'],
  ['remote.origin.vcs', 'evil'],
  ['url.ext::EVIL .insteadOf', 'https://example.org/'],
  ['url.ext::EVIL .pushInsteadOf', 'https://example.org/'],
  ...['ext', 'file', 'git', 'evil', 'ssh', 'https'].map(
    (way) => [`protocol.${way}.allow`, 'always'] as const,
  ),
  ['protocol.allow', 'always'],
  // What makes git do more than it was asked for.
  ...['commit.gpgSign', 'tag.gpgSign', 'push.gpgSign', 'log.showSignature', 'submodule.recurse'].map(
    (key) => [key, 'true'] as const,
  ),
  ...['core.splitIndex', 'core.untrackedCache', 'core.preloadIndex', 'index.sparse', 'log.follow'].map(
    (key) => [key, 'true'] as const,
  ),
  ['core.hooksPath', 'HOOKS'],
  ['core.attributesFile', 'ATTRIBUTES'],
  ['init.templateDir', 'TEMPLATE'],
  ['include.path', 'INCLUDED'],
  ['includeIf.onbranch:main.path', 'INCLUDED'],
  ['gc.auto', '1'],
  ['gc.autoDetach', 'false'],
  ['maintenance.auto', 'true'],
  ['receive.autogc', 'true'],
  ['color.ui', 'always'],
  ['format.pretty', 'raw'],
  ['log.mailmap', 'true'],
]

/** Every hook that git knows of. */
const hooks = [
  ...['applypatch-msg', 'pre-applypatch', 'post-applypatch', 'pre-commit', 'pre-merge-commit', 'commit-msg'],
  ...[
    'prepare-commit-msg',
    'post-commit',
    'pre-rebase',
    'post-checkout',
    'post-merge',
    'pre-push',
    'pre-receive',
  ],
  ...['update', 'proc-receive', 'post-receive', 'post-update', 'reference-transaction', 'push-to-checkout'],
  ...['pre-auto-gc', 'post-rewrite', 'sendemail-validate', 'fsmonitor-watchman', 'post-index-change'],
]

/** Variables of git that would lead it elsewhere or name it a program; what the user's own ssh and askpass are is the user's. */
export const hostileVariables = (evil: string, elsewhere: string): Record<string, string> => ({
  ...{ GIT_DIR: elsewhere, GIT_WORK_TREE: elsewhere, GIT_INDEX_FILE: `${elsewhere}/index` },
  ...{ GIT_COMMON_DIR: elsewhere, GIT_OBJECT_DIRECTORY: `${elsewhere}/objects`, GIT_NAMESPACE: 'x' },
  ...{ GIT_ALTERNATE_OBJECT_DIRECTORIES: `${elsewhere}/objects`, GIT_REPLACE_REF_BASE: 'refs/x/' },
  ...{ GIT_EXTERNAL_DIFF: evil, GIT_PAGER: evil, GIT_EDITOR: evil, GIT_SEQUENCE_EDITOR: evil },
  ...{
    GIT_PROXY_COMMAND: evil,
    GIT_EXEC_PATH: elsewhere,
    GIT_TEMPLATE_DIR: elsewhere,
    PAGER: evil,
    EDITOR: evil,
  },
  ...{ GIT_CONFIG_COUNT: '2', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: evil },
  ...{ GIT_CONFIG_KEY_1: 'core.hooksPath', GIT_CONFIG_VALUE_1: elsewhere, GIT_CONFIG: `${elsewhere}/config` },
  ...{ GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${evil}'`, GIT_ALLOW_PROTOCOL: 'ext:file:https:ssh' },
  ...{
    GIT_PROTOCOL_FROM_USER: '1',
    GIT_LITERAL_PATHSPECS: '0',
    GIT_ICASE_PATHSPECS: '1',
    GIT_QUARANTINE_PATH: 'x',
  },
  ...{
    GIT_TRACE: `${elsewhere}/trace`,
    GIT_TRACE2: `${elsewhere}/trace2`,
    GIT_TRACE_SETUP: `${elsewhere}/setup`,
  },
})

/** Arms a repository with all that could start a program. Returns that program; what it writes is in the file `../marker`. */
export function arm(council: Council): string {
  const marker = council.path('../marker')
  const evil = council.program(
    '../evil',
    `#!/bin/sh\nprintf '%s %s\\n' "$0" "$*" >> '${marker}'\ncase "$*" in *-pack) exit 1;; esac\ncat\nexit 0\n`,
  )
  for (const hook of hooks) council.program(`../hooks/${hook}`, `#!/bin/sh\nexec '${evil}' ${hook}\n`)
  for (const hook of hooks) council.program(`.git/hooks/${hook}`, `#!/bin/sh\nexec '${evil}' own-${hook}\n`)
  council.program('../template/hooks/post-checkout', `#!/bin/sh\nexec '${evil}' template\n`)
  const attributes = '* filter=evil diff=evil merge=evil ident\n*.yaml filter=evil diff=evil merge=evil\n'
  council.put('../attributes', attributes)
  council.put('.git/info/attributes', attributes)
  council.put('../included', text([['core.fsmonitor', 'EVIL']], evil, council))
  council.put(
    '.git/config.worktree',
    text(
      [
        ['core.fsmonitor', 'EVIL'],
        ['core.sshCommand', 'EVIL'],
      ],
      evil,
      council,
    ),
  )
  appendFileSync(council.path('.git/config'), text(settings, evil, council))
  mkdirSync(council.path('../elsewhere'))
  return evil
}

/** A configuration of git. */
function text(entries: typeof settings, evil: string, council: Council): string {
  const places: Record<string, string> = {
    ...{ HOOKS: council.path('../hooks'), ATTRIBUTES: council.path('../attributes') },
    ...{ TEMPLATE: council.path('../template'), INCLUDED: council.path('../included') },
  }
  const filled = (value: string) => (places[value] ?? value).replaceAll('EVIL', evil)
  return entries
    .map(([key, value]) => {
      const [section = '', name = ''] = [key.slice(0, key.indexOf('.')), key.slice(key.lastIndexOf('.') + 1)]
      const middle = filled(key.slice(section.length + 1, -name.length - 1))
      const head = middle === '' ? section : `${section} "${middle}"`
      return `[${head}]\n\t${name} = "${filled(value)}"\n`
    })
    .join('')
}
