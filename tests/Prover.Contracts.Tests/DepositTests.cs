using System.Numerics;
using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>The door: what gets into the queue, and what does not.</summary>
[Collection(L1TestGroup.Name)]
public sealed class DepositTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    private EthAddress Owner => l1.Alice.Sender!.Value;

    [AnvilFact]
    public async Task The_running_hash_is_that_of_the_rollup_and_the_events_tell_the_records()
    {
        RollupContract rollup = (await l1.DeployAsync()).As(l1.Alice);
        var random = new Random(20_26);
        List<L1Request> deposits = [];
        for (int i = 0; i < 5; i++)
        {
            byte[] address = new byte[EthAddress.Size];
            byte[] key = new byte[32];
            random.NextBytes(address);
            random.NextBytes(key);
            Fr ay = i == 0 ? Fr.FromBigInteger(Fr.Modulus - 1) : Fr.Reduce(new BigInteger(key, isUnsigned: true));
            var identity = new AccountIdentity(0, new EthAddress(address), i % 2 == 0, ay);
            deposits.Add(L1Request.Deposit(identity, (UInt128)random.NextInt64(1, long.MaxValue)));
        }

        await TestBlock.QueueAsync(rollup, deposits);

        IReadOnlyList<QueuedRequest> queued = await rollup.GetRequestsAsync(0, s_none);
        Assert.Equal(deposits, queued.Select(entry => entry.Request));
        Assert.Equal([0u, 1u, 2u, 3u, 4u], queued.Select(entry => entry.Position));
        Assert.Equal(5u, await rollup.GetQueueLengthAsync(s_none));
        Bytes32 hash = default;
        for (int i = 0; i < deposits.Count; i++)
        {
            Assert.Equal(hash, await rollup.GetQueueHashAsync((uint)i, s_none));
            hash = QueueHash.Append(hash, deposits[i]);
            Assert.Equal(hash, queued[i].QueueHash);
        }

        Assert.Equal(hash, await rollup.GetQueueHashAsync(5, s_none));
        Assert.True((await rollup.GetQueueHashAsync(6, s_none)).IsZero);
        UInt128 sum = deposits.Aggregate(UInt128.Zero, (total, deposit) => total + deposit.Amount);
        Assert.Equal(sum, await rollup.GetHeldAsync(0, s_none));
        Assert.Equal((BigInteger)sum, await l1.BalanceAsync(rollup.Address));
        Assert.Equal(UInt128.Zero, await rollup.GetOwedAsync(0, s_none));
    }

    [AnvilFact]
    public async Task What_could_fail_later_is_refused_at_the_door()
    {
        EthereumContract rollup = (await l1.DeployAsync()).As(l1.Alice).Contract;
        Task Deposit(BigInteger token, BigInteger amount, EthAddress owner, BigInteger ay, BigInteger sent) =>
            rollup.SendAsync("deposit", [token, amount, owner, false, ay], sent, s_none);

        _ = await L1Fixture.RefusedAsync("DepositAmountZero", () => Deposit(0, 0, Owner, 1, 0));
        _ = await L1Fixture.RefusedAsync("DepositOwnerZero", () => Deposit(0, 5, default, 1, 5));
        _ = await L1Fixture.RefusedAsync("DepositKeyNotInField", () => Deposit(0, 5, Owner, Fr.Modulus, 5));
        _ = await L1Fixture.RefusedAsync(
            "DepositKeyNotInField", () => Deposit(0, 5, Owner, BigInteger.Pow(2, 256) - 1, 5));
        _ = await L1Fixture.RefusedAsync("DepositNotReceived", () => Deposit(0, 5, Owner, 1, 4));
        _ = await L1Fixture.RefusedAsync("DepositNotReceived", () => Deposit(0, 5, Owner, 1, 6));
        _ = await L1Fixture.RefusedAsync("DepositNotReceived", () => Deposit(0, 5, Owner, 1, 0));
        _ = await L1Fixture.RefusedAsync("UnknownToken", () => Deposit(1, 5, Owner, 1, 0));
        _ = await L1Fixture.RefusedAsync("UnknownToken", () => Deposit(uint.MaxValue, 5, Owner, 1, 0));
        Assert.Equal(0, (BigInteger)(await rollup.CallAsync("queueLength", [], s_none))[0]);
    }

    [AnvilFact]
    public async Task The_total_of_a_token_stays_below_2_to_the_128()
    {
        RollupContract rollup = (await l1.DeployAsync()).As(l1.Alice);
        uint id = await RegisterAsync(rollup, "TestToken", BigInteger.Pow(2, 130));
        await TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 7, id));

        IReadOnlyList<object> refusal = await L1Fixture.RefusedAsync(
            "TokenCapExceeded",
            () => TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, UInt128.MaxValue - 6, id)));
        Assert.Equal(7, (BigInteger)refusal[1]);

        await TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, UInt128.MaxValue - 7, id));
        Assert.Equal(UInt128.MaxValue, await rollup.GetHeldAsync(id, s_none));
        _ = await L1Fixture.RefusedAsync(
            "TokenCapExceeded", () => TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 1, id)));

        object[] wide = [id, BigInteger.Pow(2, 128) + 1, Owner, false, 1];
        _ = await L1Fixture.RefusedAsync(
            "TokenCapExceeded", () => rollup.Contract.SendAsync("deposit", wide, 0, s_none));
    }

    [AnvilFact]
    public async Task Tokens_that_answer_true_or_nothing_can_be_deposited()
    {
        RollupContract rollup = (await l1.DeployAsync()).As(l1.Alice);
        uint good = await RegisterAsync(rollup, "TestToken", 1000);
        uint silent = await RegisterAsync(rollup, "SilentToken", 1000);
        Assert.Equal((1u, 2u), (good, silent));
        await TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 10, good), TestBlock.Deposit(Owner, 20, silent));
        Assert.Equal((UInt128)10, await rollup.GetHeldAsync(good, s_none));
        Assert.Equal((UInt128)20, await rollup.GetHeldAsync(silent, s_none));
    }

    [AnvilFact]
    public async Task Tokens_that_take_a_fee_or_answer_false_are_refused()
    {
        RollupContract rollup = (await l1.DeployAsync()).As(l1.Alice);
        uint fee = await RegisterAsync(rollup, "FeeToken", 1000);
        IReadOnlyList<object> refusal = await L1Fixture.RefusedAsync(
            "DepositNotReceived", () => TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 10, fee)));
        Assert.Equal([new BigInteger(9), new BigInteger(10)], refusal);

        EthereumContract falseToken = await l1.CreateAsync("FalseToken");
        uint lying = await RegisterAsync(rollup, falseToken, 1000);
        _ = await falseToken.SendAsync("refuse", [true], 0, s_none);
        _ = await L1Fixture.RefusedAsync(
            "TokenTransferFailed", () => TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 10, lying)));

        uint poor = await RegisterAsync(rollup, "TestToken", 9);
        _ = await L1Fixture.RefusedAsync(
            "TokenTransferFailed", () => TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 10, poor)));
        Assert.Equal(0u, await rollup.GetQueueLengthAsync(s_none));
    }

    [AnvilFact]
    public async Task Ether_sent_with_a_token_deposit_or_without_any_call_is_refused()
    {
        RollupContract rollup = (await l1.DeployAsync()).As(l1.Alice);
        uint id = await RegisterAsync(rollup, "TestToken", 1000);
        object[] arguments = [id, 5, Owner, false, 1];
        _ = await L1Fixture.RefusedAsync(
            "DepositNotReceived", () => rollup.Contract.SendAsync("deposit", arguments, 5, s_none));
        _ = await Assert.ThrowsAsync<L1RevertException>(() => rollup.Contract.SendAsync(default, 5, s_none));
    }

    [AnvilFact]
    public async Task A_token_that_enters_again_during_a_deposit_changes_nothing()
    {
        RollupContract rollup = (await l1.DeployAsync()).As(l1.Alice);
        EthereumContract token = await l1.CreateAsync("ReenteringToken");
        uint id = await RegisterAsync(rollup, token, 1000);
        foreach (byte[] call in (byte[][])
            [
                RollupContract.Abi.EncodeCall("deposit", [id, 1, Owner, false, 1]),
                RollupContract.Abi.EncodeCall("claim", [0, Owner]),
            ])
        {
            _ = await token.SendAsync("arm", [rollup.Address, call], 0, s_none);
            _ = await L1Fixture.RefusedAsync(
                "TokenTransferFailed", () => TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 10, id)));
            Assert.Equal(0u, await rollup.GetQueueLengthAsync(s_none));
            Assert.Equal(UInt128.Zero, await rollup.GetHeldAsync(id, s_none));
        }
    }

    [AnvilFact]
    public async Task Ids_are_given_in_order_and_each_token_has_one()
    {
        RollupContract rollup = await l1.DeployAsync();
        EthereumContract first = await l1.CreateAsync("TestToken");
        EthereumContract second = await l1.CreateAsync("TestToken");
        Assert.Equal(1u, await rollup.RegisterTokenAsync(first.Address, s_none));
        Assert.Equal(2u, await rollup.RegisterTokenAsync(second.Address, s_none));
        _ = await L1Fixture.RefusedAsync(
            "TokenAlreadyRegistered", () => rollup.RegisterTokenAsync(first.Address, s_none));
        _ = await L1Fixture.RefusedAsync("TokenHasNoCode", () => rollup.RegisterTokenAsync(Owner, s_none));
        _ = await L1Fixture.RefusedAsync("TokenHasNoCode", () => rollup.RegisterTokenAsync(default, s_none));
        Assert.Equal(second.Address, (await rollup.Contract.CallAsync("tokenAddress", [2], s_none))[0]);
        Assert.Equal(default(EthAddress), (await rollup.Contract.CallAsync("tokenAddress", [0], s_none))[0]);
        Assert.Equal(new BigInteger(3), (await rollup.Contract.CallAsync("tokenCount", [], s_none))[0]);
    }

    private async Task<uint> RegisterAsync(RollupContract rollup, string name, BigInteger minted) =>
        await RegisterAsync(rollup, await l1.CreateAsync(name), minted);

    private async Task<uint> RegisterAsync(RollupContract rollup, EthereumContract token, BigInteger minted)
    {
        _ = await token.SendAsync("mint", [Owner, minted], 0, s_none);
        if (token.Abi.Has("approve"))
        {
            BigInteger all = BigInteger.Pow(2, 256) - 1;
            _ = await token.As(l1.Alice).SendAsync("approve", [rollup.Address, all], 0, s_none);
        }

        return await rollup.RegisterTokenAsync(token.Address, s_none);
    }
}
