/** The code of an error that Node gave: `ENOENT`, `Z_DATA_ERROR`; empty when it has none. */
export const errorCode = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
