"""The jobs: their sizes, which of the peers' programs does them, what is asked of our ratio."""
from dataclasses import dataclass, field

REPLICAS, MINIBATCH, LENGTH = 100, 64, 50
TUNED = ("batched", "tuned", "vmap", "loop")
CHECK_STEPS, CHECK_REPLICAS, CHECK_BAR = 50, 10, 1e-9
SHARE_BARS, FLOAT64_BARS, SCALING_BARS, LOOP_BARS = (25, 45), (2.6, 2.0), (1.9, 1.98), (15, 25)


@dataclass(frozen=True)
class Job:
    """
    program: of the peers; products: multiplications in the matrix products of one replica's forward pass; steps: of a timed
    run, on both sides; loop_replicas: of a timed loop, whose seconds are scaled to REPLICAS; bars: (bar, stretch) of the ratio
    to PyTorch batched by threads, whoever wrote it; timed: False when only the losses are compared; modes: of the peers' program.
    """
    title: str
    program: str
    products: int
    steps: int
    loop_replicas: int = 4
    bars: dict = field(default_factory=dict)
    loop_bars: tuple = ()
    timed: bool = True
    modes: tuple = ("batched", "vmap", "loop")

    @property
    def operations(self):
        """Of one step of one replica: 2mnk per matrix product forward, twice that backward, nothing else counted."""
        return 3 * 2 * self.products


def recurrent(gates, hidden=16, latent=2):
    encoder, decoder = LENGTH * gates * hidden * (1 + hidden), gates * hidden * (latent + LENGTH * hidden)
    return MINIBATCH * (encoder + hidden * latent + decoder + LENGTH * hidden)


JOBS = {
    "ae": Job("autoencoder 20-8-2-8-20, 500 weighted windows a step", "autoencoder_torch.py", 500 * (20 * 8 + 8 * 2 + 2 * 8 + 8 * 20),
              steps=200, loop_replicas=10, bars={1: (6, 8), 2: (9, 12)}, loop_bars=LOOP_BARS, modes=TUNED),
    "gru": Job("GRU autoencoder, hidden 16, latent 2, T = 50, 64 windows a step", "gru_torch.py", recurrent(3),
               steps=10, bars={1: (6, 8), 2: (8, 11)}, loop_bars=LOOP_BARS, modes=TUNED),
    "lstm": Job("LSTM autoencoder, hidden 16, latent 2, T = 50, 64 windows a step", "lstm_torch.py", recurrent(4), steps=10, timed=False),
    "node": Job("latent neural ODE autoencoder, field 2-32-2, 49 steps of Runge-Kutta, 64 windows a step", "neural_ode_torch.py",
                MINIBATCH * (50 * 16 + 16 * 2 + 49 * 4 * (2 * 32 + 32 * 2) + LENGTH * 2), steps=5, bars={1: (6,)}, modes=TUNED),
    "cde": Job("neural CDE, hidden 8, field 8-32-16, 49 steps of Runge-Kutta, 30 % missing, 64 windows a step", "neural_cde_torch.py",
               MINIBATCH * (2 * 8 + 49 * 4 * (8 * 32 + 32 * 16 + 16) + 8), steps=5, bars={1: (6,)}, modes=TUNED),
}
