import { failureText, type Failure } from '../../shared/model/failure.ts'
import { addNotice } from '../app/window-state.ts'

/** Says above the view what failed, and what to do. */
export const sayFailure = (failure: Failure): void => {
  const { message, remedy } = failureText(failure)
  addNotice(message, remedy)
}
