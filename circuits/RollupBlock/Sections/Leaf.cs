using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Gadgets;

namespace Prover.Circuit.RollupBlock;

/// <summary>The leaf hash of an account: Poseidon(token, owner, packed, ay).</summary>
internal static class Leaf
{
    /// <summary>One leaf. 297 constraints.</summary>
    public static Wire Hash(CircuitBuilder cs, Wire token, Wire owner, Wire packed, Wire ay) =>
        PoseidonGadget.Hash(cs, [token, owner, packed, ay]);

    /// <summary>
    /// Two leaves that differ in the packed slot only: the first S-boxes of the other slots are shared.
    /// </summary>
    /// <remarks>297 + 288 constraints.</remarks>
    public static (Wire Old, Wire New) HashPair(
        CircuitBuilder cs, Wire token, Wire owner, Wire oldPacked, Wire newPacked, Wire ay)
    {
        ReadOnlySpan<Fr> constants = PoseidonGadget.FirstConstants(4);
        Wire tokenImage = PoseidonGadget.Sbox(token + constants[0]);
        Wire ownerImage = PoseidonGadget.Sbox(owner + constants[1]);
        Wire oldImage = PoseidonGadget.Sbox(oldPacked + constants[2]);
        Wire newImage = PoseidonGadget.Sbox(newPacked + constants[2]);
        Wire ayImage = PoseidonGadget.Sbox(ay + constants[3]);
        Wire oldLeaf = PoseidonGadget.FinishFromFirstSbox(cs, [tokenImage, ownerImage, oldImage, ayImage]);
        Wire newLeaf = PoseidonGadget.FinishFromFirstSbox(cs, [tokenImage, ownerImage, newImage, ayImage]);
        return (oldLeaf, newLeaf);
    }
}
