/** The rules of `tiex check` whose severity a council may set under `check:` in tiex.yaml. Errors cannot be switched off: they stop a merge. */
export const adjustableRules = {
  'stage-order': 'a stage fully met while an earlier one is not',
  support: 'the highest answer with neither rationale nor evidence, in a submitted response',
  'odd-name': 'a file whose name tiex does not know, so that it is not read',
  'mixed-script': 'a name that mixes letters of two alphabets',
  'few-keys': 'answers that open with the key of a single facilitator only',
  'no-key': 'somebody who may facilitate without a key to open answers',
  'shared-key': 'a response that is sealed to the key of another person',
  'sign-off': 'a role under sign-off that nobody who may sign has',
} as const
