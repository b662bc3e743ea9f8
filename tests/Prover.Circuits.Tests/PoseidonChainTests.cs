using Prover.Algebra;
using Prover.Circuit.PoseidonChain;
using Xunit;

namespace Prover.Circuits.Tests;

public sealed class PoseidonChainTests
{
    [Fact]
    public void The_end_of_the_chain_is_the_hash_of_hashes()
    {
        Fr x = Fr.FromUInt64(7);
        Fr first = Poseidon.Hash(x, x);
        Fr second = Poseidon.Hash(first, x);
        PoseidonChain assigned = PoseidonChain.Assign(3, x);
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain(3));
        using Witness witness = circuit.Solve(assigned);
        Assert.Empty(circuit.Check(witness.Values));
        Assert.Equal(Poseidon.Hash(second, first), witness.PublicInputs[0]);
        _ = TestEngine.Run(assigned);
    }

    [Fact]
    public void Another_end_is_refused()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new PoseidonChain(2));
        PoseidonChain assigned = PoseidonChain.Assign(2, Fr.FromUInt64(7));
        assigned.X = Fr.FromUInt64(8);
        UnsatisfiedException failure = Assert.Throws<UnsatisfiedException>(() => circuit.Solve(assigned));
        Assert.Contains("last == Y", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(14)]
    public void A_filled_domain_has_no_room_for_another_link(int log)
    {
        int links = PoseidonChain.LinksThatFill(log);
        R1cs r1cs = CompiledCircuit.Compile(new PoseidonChain(links)).R1cs;
        Assert.Equal(links * PoseidonChain.ConstraintsPerLink, r1cs.ConstraintCount);
        int rows = r1cs.ConstraintCount + r1cs.PublicCount + 1;
        Assert.InRange(rows, 1, 1 << log);
        Assert.True(rows + PoseidonChain.ConstraintsPerLink > 1 << log, "another link would fit");
    }

    [Fact]
    public void A_chain_without_links_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PoseidonChain(0));
}
