# Footnote in Request Tracker 5, where it answers tickets: a user for the bot, its rights, its token, and the scrip that
# sends it what happens in tickets. Put it into RT once:
#
#     rt-setup-database-5 --action insert --skip-create --datafile request_tracker_answers.pl
#
# It prints the token. RT's configuration needs where Footnote is, its secret, and the queues that it works in:
#
#     Set($FootnoteAnswersHook, 'https://faq.example/answering/request-tracker');
#     Set($FootnoteAnswersSecret, '…');
#     Set(@FootnoteAnswersQueues, 'General');
use strict;
use warnings;

our (@Users, @ACL, @Scrips, @Final);

@Users = ({
    Name => 'footnote-answers',
    RealName => 'Footnote, a program',
    Privileged => 1,
    Comments => 'Answers tickets from a bank of answers',
});

@ACL = map { { UserId => 'footnote-answers', Right => $_ } }
    qw(SeeQueue ShowTicket ShowTicketComments CommentOnTicket ReplyToTicket OwnTicket ModifyTicket ReassignTicket
       ModifySelf ManageAuthTokens);

@Scrips = ({
    Description => 'Footnote: what happens in tickets',
    Queue => 0,
    Stage => 'TransactionBatch',
    ScripCondition => 'User Defined',
    ScripAction => 'User Defined',
    Template => 'Blank',
    CustomIsApplicableCode => <<'CODE',
my $queue = $self->TicketObj->QueueObj->Name;
return 0 if $self->TicketObj->CreatorObj->Name eq 'footnote';    # from the chat: it is for people
return scalar grep { $_ eq $queue } RT->Config->Get('FootnoteAnswersQueues');
CODE
    CustomPrepareCode => 'return 1;',
    CustomCommitCode => <<'CODE',
require JSON;
require LWP::UserAgent;
require HTTP::Request;
require Digest::SHA;
my ($hook, $secret) = map { RT->Config->Get("FootnoteAnswers$_") // '' } qw(Hook Secret);
return 1 unless $hook && $secret;
my $ticket = $self->TicketObj;
for my $txn (@{ $ticket->TransactionBatch || [ $self->TransactionObj ] }) {
    my $creator = $txn->CreatorObj;
    my ($event, %more) = ('');
    if ($txn->Type eq 'Create' || $txn->Type eq 'Correspond') {
        next if $creator->Name eq 'footnote-answers';
        if ($creator->Privileged) {
            $event = 'replied' if $txn->Type eq 'Correspond';
        } else {
            my $mail = $txn->Attachments->First;
            $event = 'asked';
            $more{subject} = $ticket->Subject // '' if $txn->Type eq 'Create';
            $more{headers} = $mail ? ($mail->Headers // '') : '';
            $more{attached} = [ grep { length } map { $_->Filename // '' } @{ $txn->Attachments->ItemsArrayRef } ];
        }
        $more{text} = $txn->Content(Type => 'text/plain') if $event;
    } elsif (($txn->Field // '') eq 'Owner' && $creator->Name ne 'footnote-answers') {
        my $owner = $ticket->OwnerObj;
        $event = $owner->Name eq 'footnote-answers' ? 'returned' : $owner->id == RT->Nobody->id ? '' : 'taken';
    }
    next unless $event;
    my $body = JSON->new->utf8->canonical->encode({
        event => $event, ticket => '' . $ticket->id, id => '' . $txn->id, queue => $ticket->QueueObj->Name, %more,
    });
    my $time = time;
    my $request = HTTP::Request->new(POST => $hook, [
        'Content-Type' => 'application/json',
        'Footnote-Timestamp' => $time,
        'Footnote-Signature' => 'sha256=' . Digest::SHA::hmac_sha256_hex("$time.$body", $secret),
    ], $body);
    for my $try (1 .. 3) {
        my $response = LWP::UserAgent->new(timeout => 3)->request($request);
        last if $response->is_success;
        RT->Logger->warning("Footnote did not take an event of ticket " . $ticket->id . ": " . $response->status_line);
        last if $response->code < 500;
    }
}
return 1;
CODE
});

@Final = (sub {
    my $user = RT::User->new(RT->SystemUser);
    $user->Load('footnote-answers');
    my $token = RT::AuthToken->new(RT->SystemUser);
    my ($id, $message, $text) = $token->Create(Owner => $user->id, Description => 'Footnote');
    print STDOUT ($id ? "the token of the user footnote-answers: $text\n" : "no token: $message\n");
});

1;
