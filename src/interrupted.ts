/** A person left in the middle: Ctrl-C, the end of input, a terminal that went away. Exit 130; the message, where there is one, says what is saved. */
export class Interrupted extends Error {
  constructor(message = '') {
    super(message)
    this.name = 'Interrupted'
  }
}
