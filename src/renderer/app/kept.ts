/**
 * What a person chose, kept in the browser's storage from one session to the next. Storage that is full, or that the
 * browser does not give, keeps nothing; the choice then holds for as long as the window lives.
 */
export const kept = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Nothing can be said that helps: what was chosen is shown, and only the next session does not know it.
  }
}

/** The same in the shape of the browser's storage. */
export const keptStorage = {
  getItem: kept,
  setItem: keep,
  removeItem: (key: string): void => {
    try {
      localStorage.removeItem(key)
    } catch {
      // As above.
    }
  }
}
