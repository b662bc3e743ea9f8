using System.Numerics;
using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;

namespace Prover.Contracts.Tests;

/// <summary>Verifying keys: which ones the contract takes, and that it keeps them as they are.</summary>
[Collection(L1TestGroup.Name)]
public sealed class DeploymentTests(L1Fixture l1)
{
    private const int Beta = 64;
    private const int Gamma = 192;
    private const int Delta = 320;
    private const int Ic = 448;

    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task A_registered_key_can_be_read_back_with_its_capacities()
    {
        RollupContract rollup = await l1.DeployAsync();
        object[] answer = await rollup.Contract.CallAsync("verifyingKeyOf", [TestBlock.CircuitId], s_none);
        byte[] key = [.. ((object[])answer[0]).SelectMany(word => Fixed((BigInteger)word))];
        Assert.Equal(SimulatedProver.Key, key);
        Assert.Equal(BlockVerifier.KeyBytes, key.Length);

        answer = await rollup.Contract.CallAsync("capacitiesOf", [TestBlock.CircuitId], s_none);
        Assert.Equal([4, 3, 16, 48, 5], ((object[])answer[0]).Select(size => (int)(BigInteger)size));
        RollupOnL1 state = await rollup.GetStateAsync(s_none);
        Assert.Equal(new RollupOnL1(0, 0, 0, 0, L1Fixture.GenesisRoot), state);
        object[] operatorOnL1 = await rollup.Contract.CallAsync("operator", [], s_none);
        Assert.Equal(l1.Operator.Sender, operatorOnL1[0]);
    }

    [AnvilFact]
    public async Task A_key_with_equal_or_opposite_gamma_and_delta_is_refused()
    {
        byte[] key = [.. SimulatedProver.Key];
        key.AsSpan(Gamma, 128).CopyTo(key.AsSpan(Delta));
        await RefusedAsync("VerifyingKeyGammaIsDelta", key);

        Assert.True(EvmEncoding.TryRead(key.AsSpan(Gamma, 128), out G2Affine gamma));
        EvmEncoding.Write(-gamma, key.AsSpan(Delta));
        await RefusedAsync("VerifyingKeyGammaIsDelta", key);
    }

    [AnvilFact]
    public async Task A_key_with_a_zero_point_is_refused()
    {
        (int Offset, int Length)[] points =
            [(0, 64), (Beta, 128), (Gamma, 128), (Delta, 128), (Ic, 64), (Ic + 64, 64), (Ic + 128, 64), (Ic + 192, 64)];
        for (int i = 0; i < points.Length; i++)
        {
            byte[] key = [.. SimulatedProver.Key];
            key.AsSpan(points[i].Offset, points[i].Length).Clear();
            IReadOnlyList<object> refusal = await RefusedAsync("VerifyingKeyPointIsZero", key);
            Assert.Equal(new BigInteger(i), refusal[0]);
        }
    }

    [AnvilFact]
    public async Task A_key_with_a_point_off_its_curve_or_subgroup_is_refused()
    {
        // A coordinate changed by one, and a coordinate that is the same one plus q.
        foreach (int offset in (int[])[0, Beta, Gamma, Delta, Ic, Ic + 192])
        {
            byte[] key = [.. SimulatedProver.Key];
            key[offset + 31] ^= 1;
            _ = await RefusedAsync("VerifyingKeyPointInvalid", key);

            key = [.. SimulatedProver.Key];
            Span<byte> coordinate = key.AsSpan(offset, 32);
            Fixed(new BigInteger(coordinate, isUnsigned: true, isBigEndian: true) + Fq.Modulus).CopyTo(coordinate);
            _ = await RefusedAsync("VerifyingKeyPointInvalid", key);
        }

        byte[] outside = [.. SimulatedProver.Key];
        G2Affine point = PointOutsideSubgroup();
        Assert.True(point.IsOnCurve());
        EvmEncoding.Write(in point, outside.AsSpan(Beta));
        IReadOnlyList<object> refusal = await RefusedAsync("VerifyingKeyPointInvalid", outside);
        Assert.Equal(BigInteger.One, refusal[0]);
    }

    [AnvilFact]
    public async Task A_key_for_another_number_of_inputs_is_refused()
    {
        await RefusedAsync("VerifyingKeyWrongLength", SimulatedProver.Key[..^64]);
        await RefusedAsync("VerifyingKeyWrongLength", [.. SimulatedProver.Key, .. new byte[64]]);
        await RefusedAsync("VerifyingKeyWrongLength", []);
    }

    [AnvilFact]
    public async Task A_circuit_id_is_not_zero_and_not_given_twice()
    {
        BlockVerifier verifier = TestBlock.Verifier();
        await RefusedAsync("CircuitIdRefused", l1.Deployment(verifier, verifier));
        await RefusedAsync("CircuitIdRefused", l1.Deployment(verifier with { CircuitId = default }));
    }

    [AnvilFact]
    public async Task A_genesis_root_that_is_not_a_field_element_is_refused()
    {
        ContractArtifact artifact = ContractArtifacts.Rollup;
        object[] arguments = [l1.Operator.Sender!.Value, Fr.Modulus, Array.Empty<object>(), false];
        _ = await L1Fixture.RefusedAsync(
            "RootNotInField",
            () => EthereumContract.DeployAsync(
                l1.Operator, RollupContract.Abi, artifact.CreationCode, arguments, s_none));
    }

    [AnvilFact]
    public async Task A_rollup_that_could_never_accept_a_block_is_refused()
    {
        // Its doors would be open for deposits that nobody can ever consume.
        await RefusedAsync("OperatorZero", l1.Deployment(TestBlock.Verifier()) with { Operator = default });
        await RefusedAsync("NoBlockVerifier", l1.Deployment());
    }

    [AnvilFact]
    public async Task Development_keys_are_refused_on_a_foreign_chain_unless_forced()
    {
        RollupDeployment deployment = l1.Deployment(TestBlock.Verifier());
        RollupDeployment unstamped = l1.Deployment(TestBlock.Verifier() with { Development = false });
        _ = await l1.Node.Rpc.InvokeAsync("anvil_setChainId", [1], s_none);
        try
        {
            using EthereumAccount account = await l1.Node.CreateAccountAsync("foreign", s_none);
            using var client = new EthereumClient(l1.Node.Endpoint, account);
            Assert.Equal(1ul, await client.GetChainIdAsync(s_none));
            IReadOnlyList<object> refusal = await L1Fixture.RefusedAsync(
                "DevelopmentKeyRefused", () => RollupContract.DeployAsync(client, deployment, s_none));
            Assert.Equal(BigInteger.One, refusal[1]);
            _ = await RollupContract.DeployAsync(client, unstamped, s_none);
            _ = await RollupContract.DeployAsync(client, deployment with { ForceDevelopmentKeys = true }, s_none);
        }
        finally
        {
            _ = await l1.Node.Rpc.InvokeAsync("anvil_setChainId", [AnvilNode.ChainId], s_none);
        }
    }

    /// <summary>A point of the twist that is not in G2: the first x = (n, 0) that has a y.</summary>
    private static G2Affine PointOutsideSubgroup()
    {
        for (ulong n = 1; ; n++)
        {
            var x = new Fq2(Fq.FromUInt64(n), Fq.Zero);
            if (TrySquareRoot((x.Square() * x) + G2Affine.B, out Fq2 y))
            {
                return new G2Affine(in x, in y);
            }
        }
    }

    /// <summary>By norms: a + bu = (c + du)² with c² = (a ± √(a² + b²)) / 2 and d = b / 2c; q ≡ 3 mod 4.</summary>
    private static bool TrySquareRoot(in Fq2 value, out Fq2 root)
    {
        root = default;
        Fq half = Fq.FromUInt64(2).Inverse();
        Fq norm = (value.C0.Square() + value.C1.Square()).Pow((Fq.Modulus + 1) / 4);
        foreach (Fq candidate in (Fq[])[(value.C0 + norm) * half, (value.C0 - norm) * half])
        {
            Fq c = candidate.Pow((Fq.Modulus + 1) / 4);
            var attempt = new Fq2(in c, value.C1 * half * c.Inverse());
            if (attempt.Square() == value)
            {
                root = attempt;
                return true;
            }
        }

        return false;
    }

    private static byte[] Fixed(BigInteger value)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private Task<IReadOnlyList<object>> RefusedAsync(string error, byte[] key) =>
        RefusedAsync(error, l1.Deployment(TestBlock.Verifier() with { Key = key }));

    private Task<IReadOnlyList<object>> RefusedAsync(string error, RollupDeployment deployment) =>
        L1Fixture.RefusedAsync(error, () => RollupContract.DeployAsync(l1.Operator, deployment, s_none));
}
