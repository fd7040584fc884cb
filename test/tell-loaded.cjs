/** Given to node with --require: writes the path of every file that is loaded as a module, and at the end what of Node itself was, a line each, to the file that LOADED names. */
const { appendFileSync } = require('node:fs')
const { Module } = require('node:module')

const load = Module._extensions['.js']
for (const ending of ['.js', '.cjs'])
  Module._extensions[ending] = (module, path) => {
    appendFileSync(process.env.LOADED, `${path}\n`)
    return load(module, path)
  }

process.on('exit', () => appendFileSync(process.env.LOADED, process.moduleLoadList.join('\n')))
