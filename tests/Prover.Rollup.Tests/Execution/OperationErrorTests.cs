using Prover.Algebra;
using Prover.Testing;
using Xunit;

namespace Prover.Rollup.Tests;

/// <summary>Every reason for which an operation is refused, by name, and that nothing changes then.</summary>
public sealed class OperationErrorTests
{
    private const uint Alice = 0;
    private const uint Bob = 1;
    private const uint Collector = 2;
    private const uint BobsOtherToken = 3;
    private const uint Spent = 4;
    private const uint Full = 5;
    private const int Stranger = 99;

    private readonly RollupScenario _rollup = new(new BlockCapacities(2, 2, 4, 8, 2));

    public OperationErrorTests()
    {
        _ = _rollup.AddAccount(10, 1, 1000);
        _ = _rollup.AddAccount(11, 1, 500);
        _ = _rollup.AddAccount(12, 1, 0);
        _ = _rollup.AddAccount(11, 2, 500);
        _ = _rollup.AddAccount(13, 1, 500, uint.MaxValue);
        _ = _rollup.AddAccount(14, 1, UInt128.MaxValue - 5);
    }

    private SignedFields Good => _rollup.Transfer(Alice, Bob, 100, 7);

    [Fact]
    public void A_good_operation_is_placed() => Check(OperationError.None, Good);

    [Theory]
    [InlineData(OperationCode.Noop)]
    [InlineData(OperationCode.Deposit)]
    [InlineData(OperationCode.ForcedWithdraw)]
    [InlineData((OperationCode)6)]
    public void Another_code_is_refused(OperationCode code) =>
        Check(OperationError.WrongCode, Good with { Code = code });

    [Fact]
    public void An_amount_of_zero_is_refused() => Check(OperationError.AmountZero, Good with { Amount = 0 });

    [Fact]
    public void A_fee_of_2_to_the_96_is_refused()
    {
        SignedOperation operation = _rollup.Sign(Good);
        operation = operation with { Fields = operation.Fields with { Fee = (UInt128)1 << 96 } };
        CheckSigned(OperationError.FeeOutOfRange, operation);
    }

    [Fact]
    public void A_valid_until_of_2_to_the_40_is_refused()
    {
        SignedOperation operation = _rollup.Sign(Good);
        operation = operation with { Fields = operation.Fields with { ValidUntil = 1UL << 40 } };
        CheckSigned(OperationError.ValidUntilOutOfRange, operation);
    }

    [Fact]
    public void The_last_second_is_valid_and_the_next_is_not()
    {
        Check(OperationError.None, Good with { ValidUntil = RollupScenario.StartTime });
        Check(OperationError.Expired, Good with { ValidUntil = RollupScenario.StartTime - 1, Nonce = 0 });
    }

    [Fact]
    public void An_unknown_sender_is_refused() =>
        CheckSigned(OperationError.UnknownSender, RollupScenario.SignAs(10, Good with { Sender = 77 }));

    [Theory]
    [InlineData(1u)]
    [InlineData(uint.MaxValue)]
    public void A_nonce_that_is_not_the_next_is_refused(uint nonce) =>
        Check(OperationError.WrongNonce, Good with { Nonce = nonce });

    [Fact]
    public void An_account_at_the_end_of_its_nonces_cannot_sign() =>
        Check(OperationError.NonceExhausted, _rollup.Transfer(Spent, Bob, 1));

    [Fact]
    public void The_balance_covers_amount_and_fee_exactly_or_not()
    {
        Check(OperationError.InsufficientBalance, Good with { Amount = 994 });
        Check(OperationError.None, Good with { Amount = 993, Nonce = 0 });
    }

    [Fact]
    public void Amount_and_fee_that_wrap_around_are_refused() =>
        Check(OperationError.InsufficientBalance, Good with { Amount = UInt128.MaxValue });

    [Fact]
    public void An_unknown_receiver_is_refused() =>
        Check(OperationError.UnknownReceiver, Good with { Receiver = 77 });

    [Fact]
    public void Another_receiver_than_the_signed_one_is_refused()
    {
        Check(OperationError.ReceiverMismatch, Good with { Receiver = Collector });
        Check(OperationError.ReceiverMismatch, Good with { To = Good.To with { Sign = !Good.To.Sign }, Nonce = 0 });
        Check(OperationError.ReceiverMismatch, Good with { To = Good.To with { Ay = Fr.One }, Nonce = 0 });
        Check(OperationError.ReceiverMismatch, Good with
        {
            To = Good.To with { L1Address = RollupScenario.Address(Stranger) },
            Nonce = 0,
        });
    }

    [Fact]
    public void A_receiver_index_where_none_belongs_is_refused()
    {
        Check(OperationError.ReceiverMismatch, _rollup.Withdraw(Alice, 5) with { Receiver = Bob });
        Check(OperationError.ReceiverMismatch, _rollup.Withdraw(Alice, 5) with { To = Good.To, Nonce = 0 });
        SignedFields create = _rollup.TransferToNew(Alice, Stranger, 5) with { Receiver = 6, Nonce = 0 };
        Check(OperationError.ReceiverMismatch, create);
    }

    [Fact]
    public void Another_token_than_the_senders_is_refused() =>
        Check(OperationError.TokenMismatch, Good with { Token = 2 });

    [Fact]
    public void Another_token_of_the_receiver_is_refused() =>
        Check(OperationError.TokenMismatch, _rollup.Transfer(Alice, BobsOtherToken, 5));

    [Fact]
    public void A_new_account_without_an_l1_address_is_refused() =>
        Check(OperationError.L1AddressZero, _rollup.TransferToNew(Alice, Stranger, 5) with { To = default });

    [Fact]
    public void A_balance_never_reaches_2_to_the_128() =>
        Check(OperationError.BalanceOverflow, _rollup.Transfer(Alice, Full, 6));

    [Fact]
    public void A_fee_needs_a_fee_account_of_its_token()
    {
        Check(OperationError.FeeAccountUnknown, Good, feeAccount: null);
        Check(OperationError.FeeAccountUnknown, Good with { Nonce = 0 }, feeAccount: 77);
        Check(OperationError.FeeAccountToken, Good with { Nonce = 0 }, feeAccount: BobsOtherToken);
    }

    [Fact]
    public void No_fee_has_no_fee_account()
    {
        SignedOperation operation = _rollup.Sign(Good with { Fee = 0 });
        var executor = new OperationExecutor(RollupScenario.Domain, RollupScenario.StartTime);

        OperationError error =
            executor.TryExecute(new BlockState(_rollup.State), operation, Collector, 1, out ExecutedOperation? slot);

        Assert.Equal(OperationError.FeeAccountUnexpected, error);
        Assert.Null(slot);
        Check(OperationError.None, operation.Fields);
    }

    [Fact]
    public void Any_other_signature_is_refused()
    {
        SignedOperation good = _rollup.Sign(Good);
        CheckSigned(OperationError.WrongSignature, RollupScenario.SignAs(11, good.Fields));
        CheckSigned(OperationError.WrongSignature, good with { Fields = good.Fields with { Amount = 101 } });
        CheckSigned(OperationError.WrongSignature, good with { Fields = good.Fields with { Fee = 8 } });
        CheckSigned(OperationError.WrongSignature, good with { Fields = good.Fields with { ValidUntil = 1UL << 39 } });
        EdDsaSignature negated = good.Signature with { S = -good.Signature.S };
        CheckSigned(OperationError.WrongSignature, good with { Signature = negated });
        CheckSigned(OperationError.WrongSignature, good with { Signature = default });
    }

    [Fact]
    public void A_signature_for_another_rollup_is_refused()
    {
        Domain other = RollupScenario.Domain with { ChainId = 1 };
        CheckSigned(
            OperationError.WrongSignature, OperationSigner.Sign(RollupScenario.Key(10).PrivateKey, in other, Good));
    }

    [Theory]
    [InlineData(OperationError.NotSupported, OperationCode.ForcedWithdraw, 0, 3)]
    [InlineData(OperationError.WrongCode, OperationCode.Transfer, 5, 0)]
    [InlineData(OperationError.AmountZero, OperationCode.Deposit, 0, 0)]
    [InlineData(OperationError.ReceiverMismatch, OperationCode.Deposit, 5, 3)]
    public void A_malformed_request_is_refused(OperationError expected, OperationCode code, int amount, int index)
    {
        var request = new L1Request(code, RollupScenario.Identity(10, 1), (UInt128)amount, (uint)index);
        Assert.Equal(Placement.Refused(expected), _rollup.NewBlock().Add(request));
    }

    [Fact]
    public void A_deposit_needs_an_l1_address_and_a_matching_account()
    {
        var state = new BlockState(_rollup.State);
        L1Request deposit = RollupScenario.Deposit(10, 1, 5);
        L1Request nobody = L1Request.Deposit(new AccountIdentity(1, default, false, Fr.One), 5);

        Assert.Equal(OperationError.L1AddressZero, RequestExecutor.TryExecute(state, nobody, null, 1, out _));
        Assert.Equal(OperationError.ReceiverMismatch, RequestExecutor.TryExecute(state, deposit, Bob, 1, out _));
        Assert.Equal(OperationError.UnknownReceiver, RequestExecutor.TryExecute(state, deposit, 6, 1, out _));
        Assert.Equal(OperationError.None, RequestExecutor.TryExecute(state, deposit, Alice, 1, out _));
    }

    [Fact]
    public void The_last_index_is_the_limit_of_accounts()
    {
        var state = new BlockState(new FullReader(_rollup.State));
        var executor = new OperationExecutor(RollupScenario.Domain, RollupScenario.StartTime);
        SignedOperation operation = _rollup.Sign(_rollup.TransferToNew(Alice, Stranger, 5));

        Assert.Equal(OperationError.AccountLimit, executor.TryExecute(state, operation, null, 1, out _));
        Assert.Equal(
            OperationError.AccountLimit,
            RequestExecutor.TryExecute(state, RollupScenario.Deposit(Stranger, 1, 5), null, 1, out _));
    }

    private void Check(OperationError expected, SignedFields fields, uint? feeAccount = Collector) =>
        CheckSigned(expected, _rollup.Sign(fields), feeAccount);

    private void CheckSigned(OperationError expected, SignedOperation operation, uint? feeAccount = Collector)
    {
        BlockBuilder builder = _rollup.NewBlock();

        Placement placement = builder.Add(operation, feeAccount);

        Assert.Equal(Placement.Refused(expected), placement);
        Assert.Equal(expected == OperationError.None, placement.Placed);
        Assert.Equal(placement.Placed, builder.Seal().State.Root != _rollup.State.Root);
    }

    private sealed class FullReader(IAccountReader inner) : IAccountReader
    {
        public ulong Count => TreeShape.IndexLimit;

        public bool TryGet(uint index, out Account account) => inner.TryGet(index, out account);
    }
}
