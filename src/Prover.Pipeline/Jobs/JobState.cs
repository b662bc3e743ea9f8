namespace Prover.Pipeline;

/// <summary>What becomes of a job in its stage.</summary>
public enum JobState
{
    /// <summary>Waits for its turn, or until <see cref="Job.NotBefore"/> after a failure.</summary>
    Waiting,

    /// <summary>Somebody works on it: under a lease in Witness and Prove; sent in Submit; mined in Final.</summary>
    Running,

    /// <summary>Needs an operator: its transaction is at the cap of the fees, or L1 contradicts it.</summary>
    Held,

    /// <summary>Failed too often or for good; kept with its reason until somebody retries or drops it.</summary>
    Dead,

    /// <summary>Dropped by an operator; its number may be given to another envelope.</summary>
    Dropped,

    /// <summary>Final on L1. Never changes again.</summary>
    Done,
}
