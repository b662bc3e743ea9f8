using System.Numerics;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>Pending withdrawals on their way to the owner.</summary>
[Collection(L1TestGroup.Name)]
public sealed class WithdrawalTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task Anyone_can_push_ether_to_its_owner_once()
    {
        EthAddress owner = new(Convert.FromHexString("00000000000000000000000000000000000beef1"));
        RollupContract rollup = await PendingAsync(0, owner, 600);
        _ = await rollup.As(l1.Bob).ClaimAsync(0, owner, s_none);
        Assert.Equal(600, await l1.BalanceAsync(owner));
        Assert.Equal(UInt128.Zero, await rollup.GetPendingAsync(0, owner, s_none));
        Assert.Equal((UInt128)400, await rollup.GetHeldAsync(0, s_none));
        Assert.Equal((UInt128)400, await rollup.GetOwedAsync(0, s_none));
        _ = await L1Fixture.RefusedAsync("NothingPending", () => rollup.ClaimAsync(0, owner, s_none));
        _ = await L1Fixture.RefusedAsync(
            "NothingPending", () => rollup.ClaimAsync(0, l1.Alice.Sender!.Value, s_none));
        _ = await L1Fixture.RefusedAsync("NothingPending", () => rollup.ClaimAsync(9, owner, s_none));
        IReadOnlyList<(L1Log Log, object[] Arguments)> events =
            await rollup.Contract.GetEventsAsync("WithdrawalClaimed", 0, s_none);
        Assert.Equal([owner, new BigInteger(0), new BigInteger(600)], Assert.Single(events).Arguments);
    }

    [AnvilFact]
    public async Task Tokens_are_pushed_to_their_owner()
    {
        foreach (string name in (string[])["TestToken", "SilentToken"])
        {
            EthereumContract token = await l1.CreateAsync(name);
            EthAddress owner = new(Convert.FromHexString("00000000000000000000000000000000000beef2"));
            RollupContract rollup = await PendingAsync(1, owner, 600, token);
            _ = await rollup.As(l1.Bob).ClaimAsync(1, owner, s_none);
            Assert.Equal(new BigInteger(600), (await token.CallAsync("balanceOf", [owner], s_none))[0]);
            Assert.Equal(new BigInteger(400), (await token.CallAsync("balanceOf", [rollup.Address], s_none))[0]);
            _ = await L1Fixture.RefusedAsync("NothingPending", () => rollup.ClaimAsync(1, owner, s_none));
        }
    }

    [AnvilFact]
    public async Task An_owner_that_enters_again_gets_its_money_once()
    {
        EthereumContract owner = await l1.CreateAsync("ReenteringOwner");
        RollupContract rollup = await PendingAsync(0, owner.Address, 600);
        byte[] again = RollupContract.Abi.EncodeCall("claim", [0, owner.Address]);
        _ = await owner.SendAsync("arm", [again], 0, s_none);
        _ = await rollup.ClaimAsync(0, owner.Address, s_none);
        Assert.Equal(new BigInteger(600), (await owner.CallAsync("received", [], s_none))[0]);
        Assert.Equal(false, (await owner.CallAsync("succeeded", [], s_none))[0]);
        byte[] answer = (byte[])(await owner.CallAsync("answer", [], s_none))[0];
        var refusal = new L1RevertException("inner call", answer);
        Assert.Equal("ReentrantCall", RollupContract.Abi.Explain(refusal).ErrorName);
        Assert.Equal((UInt128)400, await rollup.GetHeldAsync(0, s_none));
    }

    [AnvilFact]
    public async Task A_token_that_enters_again_during_a_claim_gets_nothing()
    {
        EthereumContract token = await l1.CreateAsync("ReenteringToken");
        EthAddress owner = l1.Alice.Sender!.Value;
        RollupContract rollup = await PendingAsync(1, owner, 600, token);
        byte[] again = RollupContract.Abi.EncodeCall("claim", [1, owner]);
        _ = await token.SendAsync("arm", [rollup.Address, again], 0, s_none);
        _ = await L1Fixture.RefusedAsync("TokenTransferFailed", () => rollup.ClaimAsync(1, owner, s_none));
        Assert.Equal((UInt128)600, await rollup.GetPendingAsync(1, owner, s_none));
        _ = await token.SendAsync("arm", [default(EthAddress), Array.Empty<byte>()], 0, s_none);
        _ = await rollup.ClaimAsync(1, owner, s_none);
        Assert.Equal((UInt128)400, await rollup.GetHeldAsync(1, s_none));
    }

    [AnvilFact]
    public async Task What_cannot_be_paid_stays_pending()
    {
        EthereumContract owner = await l1.CreateAsync("RefusingOwner");
        RollupContract rollup = await PendingAsync(0, owner.Address, 600);
        _ = await L1Fixture.RefusedAsync("EtherTransferFailed", () => rollup.ClaimAsync(0, owner.Address, s_none));
        Assert.Equal((UInt128)600, await rollup.GetPendingAsync(0, owner.Address, s_none));
        _ = await owner.SendAsync("relent", [], 0, s_none);
        _ = await rollup.ClaimAsync(0, owner.Address, s_none);
        Assert.Equal(600, await l1.BalanceAsync(owner.Address));

        EthereumContract token = await l1.CreateAsync("FalseToken");
        EthAddress alice = l1.Alice.Sender!.Value;
        rollup = await PendingAsync(1, alice, 600, token);
        _ = await token.SendAsync("refuse", [true], 0, s_none);
        _ = await L1Fixture.RefusedAsync("TokenTransferFailed", () => rollup.ClaimAsync(1, alice, s_none));
        Assert.Equal((UInt128)600, await rollup.GetPendingAsync(1, alice, s_none));
        _ = await token.SendAsync("refuse", [false], 0, s_none);
        _ = await rollup.ClaimAsync(1, alice, s_none);
        Assert.Equal(UInt128.Zero, await rollup.GetPendingAsync(1, alice, s_none));
    }

    /// <summary>A rollup with 1000 of a token deposited and some of it withdrawn to an owner.</summary>
    private async Task<RollupContract> PendingAsync(
        uint id, EthAddress owner, UInt128 amount, EthereumContract? token = null)
    {
        RollupContract rollup = await l1.DeployAsync();
        if (token is not null)
        {
            EthAddress payer = l1.Operator.Sender!.Value;
            _ = await token.SendAsync("mint", [payer, 1000], 0, s_none);
            if (token.Abi.Has("approve"))
            {
                _ = await token.SendAsync("approve", [rollup.Address, 1000], 0, s_none);
            }

            Assert.Equal(id, await rollup.RegisterTokenAsync(token.Address, s_none));
        }

        L1Request deposit = TestBlock.Deposit(l1.Bob.Sender!.Value, 1000, id);
        await TestBlock.QueueAsync(rollup, deposit);
        StateDiff diff = TestBlock.NoChange with { Withdrawals = [new PaidWithdrawal(owner, id, amount)] };
        _ = await rollup.SubmitBlockAsync(await TestBlock.NextAsync(rollup, l1, diff, deposit), s_none);
        return rollup;
    }
}
