using Prover.Algebra;
using Prover.Groth16;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>The check before sending: it takes what the contract takes.</summary>
public sealed class BlockProofVerifierTests
{
    private static readonly EthAddress s_owner = new([.. new byte[19], 9]);

    [Fact]
    public void A_proven_block_verifies_and_an_altered_one_does_not()
    {
        BlockProofVerifier verifier = Verifier(SimulatedProver.Key);
        BlockSubmission block = Block();
        Assert.True(verifier.Verify(block));

        Assert.False(verifier.Verify(block with { Commitment = block.Commitment + Fr.One }));
        Assert.False(verifier.Verify(block with { Requests = [] }));
        Assert.False(verifier.Verify(block with { Header = block.Header with { Number = 2 } }));
        Assert.False(verifier.Verify(block with { Header = block.Header with { NewRoot = Fr.One } }));
        Assert.False(verifier.Verify(block with { Header = block.Header with { CircuitId = default } }));
        Assert.False(verifier.Verify(block with { Diff = new byte[] { 1, 0, 0, 0, 0, 0 } }));
        Assert.False(verifier.Verify(block with { Proof = block.Proof[1..] }));
        byte[] proof = block.Proof.ToArray();
        proof[40] ^= 1;
        Assert.False(verifier.Verify(block with { Proof = proof }));
    }

    [Fact]
    public void Numbers_that_no_header_can_hold_do_not_verify_and_do_not_throw()
    {
        BlockProofVerifier verifier = Verifier(SimulatedProver.Key);
        BlockSubmission block = Block();
        foreach (BlockHeader header in (BlockHeader[])
            [
                block.Header with { Time = 1UL << 40 },
                block.Header with { Time = ulong.MaxValue },
                block.Header with { AccountCount = (1UL << 32) + 1 },
                block.Header with { AccountCount = ulong.MaxValue },
            ])
        {
            Assert.False(verifier.Verify(block with { Header = header }));
        }
    }

    [Fact]
    public void A_block_that_does_not_fit_the_circuit_does_not_verify()
    {
        BlockSubmission block = Block();
        Assert.False(Verifier(SimulatedProver.Key).Verify(
            block with { Requests = [.. Enumerable.Repeat(block.Requests[0], 5)] }));
        Assert.Throws<ArgumentException>(() => Verifier(SimulatedProver.Key[..^64]));
    }

    private static BlockSubmission Block()
    {
        L1Request deposit = TestBlock.Deposit(s_owner, 77);
        var header = new BlockHeader(
            new Domain(31337, s_owner),
            TestBlock.CircuitId,
            1,
            1_800_000_000,
            Fr.FromUInt64(5),
            Fr.FromUInt64(6),
            0,
            0,
            default,
            QueueHash.Append(default, deposit));
        StateDiff diff = TestBlock.NoChange with { Created = [new NewAccount(deposit.Identity, 0, 77)] };
        return TestBlock.Prove(header, [deposit], diff);
    }

    private static BlockProofVerifier Verifier(byte[] evmKey)
    {
        List<G1Affine> ic = [];
        for (int offset = 448; offset < evmKey.Length; offset += 64)
        {
            ic.Add(ReadG1(evmKey.AsSpan(offset, 64)));
        }

        Assert.True(VerifyingKey.TryCreate(
            ReadG1(evmKey.AsSpan(0, 64)),
            ReadG2(evmKey.AsSpan(64, 128)),
            ReadG2(evmKey.AsSpan(192, 128)),
            ReadG2(evmKey.AsSpan(320, 128)),
            ic.ToArray(),
            out VerifyingKey? key,
            out _));
        Assert.Equal(evmKey, key!.ToEvmBytes());
        return new BlockProofVerifier(key, TestBlock.CircuitId, TestBlock.Capacities);
    }

    private static G1Affine ReadG1(ReadOnlySpan<byte> bytes) =>
        EvmEncoding.TryRead(bytes, out G1Affine point) ? point : throw new ArgumentException("no point", nameof(bytes));

    private static G2Affine ReadG2(ReadOnlySpan<byte> bytes) =>
        EvmEncoding.TryRead(bytes, out G2Affine point) ? point : throw new ArgumentException("no point", nameof(bytes));
}
