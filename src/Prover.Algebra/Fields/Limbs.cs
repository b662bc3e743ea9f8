namespace Prover.Algebra;

/// <summary>Four 64-bit limbs, least significant first: a number in [0, 2^256).</summary>
internal readonly struct Limbs(ulong l0, ulong l1, ulong l2, ulong l3)
{
    public readonly ulong L0 = l0;
    public readonly ulong L1 = l1;
    public readonly ulong L2 = l2;
    public readonly ulong L3 = l3;
}
