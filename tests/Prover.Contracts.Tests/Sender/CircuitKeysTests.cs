using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>The circuits here against those that the contract was created with.</summary>
[Collection(L1TestGroup.Name)]
public sealed class CircuitKeysTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task Equal_keys_and_capacities_match()
    {
        CircuitKeyCheck check = await CompareAsync(TestBlock.Verifier());
        Assert.True(check.Matches, check.ToString());
    }

    [AnvilFact]
    public async Task Another_key_is_shown_with_both_hashes()
    {
        byte[] key = [.. SimulatedProver.Key];
        key[^1] ^= 1;
        CircuitKeyCheck check = await CompareAsync(TestBlock.Verifier() with { Key = key });
        Assert.False(check.Matches);
        Assert.NotEqual(check.Local.KeyHash, check.OnL1!.KeyHash);
        Assert.Contains(check.Local.KeyHash.ToString(), check.ToString(), StringComparison.Ordinal);
        Assert.Contains(check.OnL1.KeyHash.ToString(), check.ToString(), StringComparison.Ordinal);
    }

    [AnvilFact]
    public async Task Other_capacities_do_not_match()
    {
        BlockCapacities larger = TestBlock.Capacities with { Transfers = 17 };
        Assert.False((await CompareAsync(TestBlock.Verifier() with { Capacities = larger })).Matches);
    }

    [AnvilFact]
    public async Task A_circuit_that_the_contract_does_not_know_has_no_other_side()
    {
        CircuitKeyCheck check = await CompareAsync(TestBlock.Verifier() with { CircuitId = new Bytes32(new byte[32]) });
        Assert.False(check.Matches);
        Assert.Null(check.OnL1);
    }

    private async Task<CircuitKeyCheck> CompareAsync(BlockVerifier local) =>
        Assert.Single(await CircuitKeys.CompareAsync(await l1.DeployAsync(), [local], s_none));
}
