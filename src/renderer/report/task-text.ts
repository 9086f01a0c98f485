/** A task as the kernel's own `Comm:` and `PID:` tell it: a command such as `swapper/1` has a slash of its own. */
export const taskText = (command: string, pid: number | null): string =>
  [command, pid === null ? '' : `PID ${pid}`].filter((part) => part !== '').join(', ')
