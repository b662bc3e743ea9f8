using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Prover.Groth16;

/// <summary>The first section of a proving key file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProvingKeyInfo
{
    /// <summary>The only proof system so far: Groth16 over BN254.</summary>
    public const uint Groth16Bn254 = 1;

    /// <summary>Flag: made by a development setup, whose trapdoor somebody knew.</summary>
    public const uint Development = 1;

    public uint ProofSystem;
    public uint Flags;
    public uint Wires;
    public uint PublicInputs;
    public uint Constraints;
    public uint DomainLog;
    public CircuitIdBytes CircuitId;

    [InlineArray(32)]
    public struct CircuitIdBytes
    {
        private byte _first;
    }
}
