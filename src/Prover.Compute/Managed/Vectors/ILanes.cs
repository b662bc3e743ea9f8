using System.Diagnostics.CodeAnalysis;

namespace Prover.Compute;

/// <summary>The instructions that the kernels need, on vectors of signed 64-bit lanes.</summary>
/// <remarks>Implemented by empty structs, one per instruction set, so that one kernel text compiles to each of
/// them.</remarks>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    /// <summary>True if the processor has the instructions.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Lanes of a vector: 4 or 8.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TVector Broadcast(long value);

    /// <summary>a + b modulo 2^64.</summary>
    static abstract TVector Add(TVector a, TVector b);

    /// <summary>a − b modulo 2^64.</summary>
    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>The product of the lower 32 bits of each lane, taken with their signs.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a AND b.</summary>
    static abstract TVector And(TVector a, TVector b);

    /// <summary>a OR b.</summary>
    static abstract TVector Or(TVector a, TVector b);

    /// <summary>Bits of a where mask has ones, of b where it has zeros.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>a·2^bits modulo 2^64.</summary>
    static abstract TVector ShiftLeft(TVector a, [ConstantExpected] byte bits);

    /// <summary>Shift to the right that fills with zeros.</summary>
    static abstract TVector ShiftRight(TVector a, [ConstantExpected] byte bits);

    /// <summary>⌊a / 2^bits⌋ with sign.</summary>
    static abstract TVector ShiftRightSigned(TVector a, [ConstantExpected] byte bits);

    /// <summary>Reads the 32 bytes at each address: word i of lane j is 64-bit word i at address j.</summary>
    static abstract void Load(byte** at, out TVector w0, out TVector w1, out TVector w2, out TVector w3);

    /// <summary>The inverse of <see cref="Load"/>.</summary>
    static abstract void Store(byte** at, TVector w0, TVector w1, TVector w2, TVector w3);
}
