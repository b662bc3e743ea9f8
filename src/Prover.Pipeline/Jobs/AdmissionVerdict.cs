namespace Prover.Pipeline;

/// <summary>Whether a block came in.</summary>
public enum AdmissionVerdict
{
    /// <summary>Stored, and will be proven.</summary>
    Accepted,

    /// <summary>The same bytes are here already, under this key or for this block; nothing was changed.</summary>
    Same,

    /// <summary>Other bytes came under this key before.</summary>
    KeyTaken,

    /// <summary>Another envelope has this block number and was not dropped.</summary>
    NumberTaken,

    /// <summary>Not a block envelope, or its parts do not belong together.</summary>
    Malformed,

    /// <summary>For another chain, contract or circuit than this node serves.</summary>
    NotServed,

    /// <summary>Too many jobs wait, or the node drains: ask again later.</summary>
    Overloaded,
}
