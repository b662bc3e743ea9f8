namespace Prover.Wire;

/// <summary>The first value of an envelope or message.</summary>
public enum EnvelopeKind
{
    /// <summary>An executed block on its way to the prover.</summary>
    Block = 1,

    /// <summary>A proof on its way to L1.</summary>
    Proof = 2,

    /// <summary>A message: a block envelope or a part of one.</summary>
    BlockPart = 3,

    /// <summary>A message: the answer to a block.</summary>
    BlockAnswer = 4,

    /// <summary>A message: something happened to a job.</summary>
    JobUpdate = 5,

    /// <summary>A message: asks for the events of a job.</summary>
    JobQuestion = 6,

    /// <summary>A message: events of a job.</summary>
    JobHistory = 7,

    /// <summary>A message: what a worker tells or asks the node.</summary>
    WorkRequest = 8,

    /// <summary>A message: what the node answers a worker.</summary>
    WorkReply = 9,
}
