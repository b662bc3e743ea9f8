namespace Prover.Wire;

/// <summary>Whether a block came in; the numbers are part of <c>block-answer.v1</c>.</summary>
public enum BlockVerdict
{
    /// <summary>Stored, and will be proven.</summary>
    Accepted = 0,

    /// <summary>The same bytes are here already; nothing was changed.</summary>
    Same = 1,

    /// <summary>Other bytes came under this key before.</summary>
    KeyTaken = 2,

    /// <summary>Another envelope has this block number.</summary>
    NumberTaken = 3,

    /// <summary>Not a block envelope, or its parts do not give its hash.</summary>
    Malformed = 4,

    /// <summary>For another chain, contract or circuit than the node serves.</summary>
    NotServed = 5,

    /// <summary>Ask again later.</summary>
    Overloaded = 6,
}
