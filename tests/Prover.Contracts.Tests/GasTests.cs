using System.Globalization;
using System.Numerics;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Testing;
using Xunit.Abstractions;

namespace Prover.Contracts.Tests;

/// <summary>The ratchet of gas: every figure is exact, and a change of one shows in bench/baselines/gas.csv.</summary>
/// <remarks>
/// Counted is execution: the gas used less 21,000 and the price of the call data, because the number of zero bytes in a
/// proof is chance. To write the file anew: PROVER_WRITE_BASELINES=1.
/// </remarks>
[Collection(L1TestGroup.Name)]
public sealed class GasTests(L1Fixture l1, ITestOutputHelper output)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    private readonly List<(string Name, ulong Gas)> _figures = [];

    [AnvilFact]
    public async Task Gas_is_that_of_the_baseline()
    {
        RollupContract rollup = await l1.DeployAsync();
        EthAddress owner = l1.Alice.Sender!.Value;
        L1Request[] deposits =
            [.. Enumerable.Range(0, 4).Select(i => TestBlock.Deposit(owner, 1_000_000, key: (ulong)(i + 40)))];
        foreach (L1Request deposit in deposits)
        {
            await CountAsync("deposit of ether", rollup.DepositAsync(deposit.Identity, deposit.Amount, s_none));
        }

        await SubmitAsync("block, nothing in it", rollup, TestBlock.NoChange);
        for (int i = 0; i < 9; i++)
        {
            NewAccount[] created = [.. Enumerable.Range(5 * i, 5).Select(j => NewAccount(owner, j))];
            await SubmitAsync("block, 5 new accounts", rollup, TestBlock.NoChange with { Created = created });
        }

        TouchedAccount[] touched = [.. Enumerable.Range(0, 40).Select(Touched)];
        PaidWithdrawal[] withdrawals =
            [.. Enumerable.Range(1, 3).Select(i => new PaidWithdrawal(owner, 0, (UInt128)i))];
        await SubmitAsync("block, 40 touched", rollup, TestBlock.NoChange with { Touched = touched });
        await SubmitAsync("block, 4 deposits", rollup, TestBlock.NoChange, deposits);
        await SubmitAsync(
            "block, 3 withdrawals of one owner", rollup, TestBlock.NoChange with { Withdrawals = withdrawals });
        await CountAsync("claim of ether", rollup.ClaimAsync(0, owner, s_none));
        Compare();
    }

    private async Task SubmitAsync(
        string name, RollupContract rollup, StateDiff diff, params L1Request[] requests)
    {
        BlockSubmission block = await TestBlock.NextAsync(rollup, l1, diff, requests);
        await CountAsync(name, rollup.SubmitBlockAsync(block, s_none));
    }

    /// <summary>Only the last figure of a name counts: by then the slots are warm that stay so.</summary>
    private async Task CountAsync(string name, Task<L1Receipt> sending)
    {
        L1Receipt receipt = await sending;
        var transaction = await l1.Node.Rpc.InvokeAsync(
            "eth_getTransactionByHash", [receipt.TransactionHash.ToString()], s_none);
        byte[] data = Convert.FromHexString(transaction!["input"]!.ToString()[2..]);
        ulong dataGas = (ulong)data.Sum(octet => octet == 0 ? 4 : 16);
        _ = _figures.RemoveAll(figure => figure.Name == name);
        _figures.Add((name, receipt.GasUsed - 21_000 - dataGas));
        output.WriteLine($"{name}: {receipt.GasUsed} in all, {data.Length} bytes of call data for {dataGas}");
    }

    private void Compare()
    {
        string file = RepositoryRoot.Combine("bench", "baselines", "gas.csv");
        string text = "what,execution gas\n" + string.Concat(_figures.Select(
            figure => string.Create(CultureInfo.InvariantCulture, $"\"{figure.Name}\",{figure.Gas}\n")));
        if (Environment.GetEnvironmentVariable("PROVER_WRITE_BASELINES") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    private static NewAccount NewAccount(EthAddress owner, int i) =>
        new(new AccountIdentity(0, owner, false, Prover.Algebra.Fr.FromUInt64((ulong)i)), 0, (UInt128)(i + 1));

    /// <summary>About what a transfer leaves: amounts of three digits and any exponent, one signature each.</summary>
    private static TouchedAccount Touched(int i) => new(
        (uint)i, 1, new BalanceDelta(i % 2 == 1, (UInt128)((101 + (7 * i)) | 1) * (UInt128)BigInteger.Pow(10, i % 19)));
}
