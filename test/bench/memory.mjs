/** Loaded before a program that is measured: says at its end how much memory it had at most, in kilobytes. */
process.on('exit', () => process.stderr.write(`\nmaxRSS ${process.resourceUsage().maxRSS}\n`))
