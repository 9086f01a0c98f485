import { z } from 'zod'

/** Milliseconds since 1970-01-01 UTC. */
export const timeSchema = z.number().int()
