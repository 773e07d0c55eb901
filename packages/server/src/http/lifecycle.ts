/** Whether this server still wants requests: a load balancer asks before it sends any. */
export class Lifecycle {
  #stopping = false;

  get stopping(): boolean {
    return this.#stopping;
  }

  /** From now on `/readyz` answers 503; everything else is answered as before. */
  beginToStop(): void {
    this.#stopping = true;
  }
}
