# Footnote in Request Tracker 5: a user for the bot, its rights, its token, and the scrip that sends workers' replies
# to the chat. Put it into RT once:
#
#     rt-setup-database-5 --action insert --skip-create --datafile request_tracker.pl
#
# It prints the token. RT's configuration needs where the chat is, and its secret:
#
#     Set($FootnoteHook, 'https://faq.example/hooks/request-tracker');
#     Set($FootnoteSecret, '…');
use strict;
use warnings;

our (@Users, @ACL, @Scrips, @Final);

@Users = ({
    Name => 'footnote',
    RealName => 'Footnote, a program',
    Privileged => 1,
    Comments => 'Opens tickets for people who ask for a person in the chat',
});

@ACL = map { { UserId => 'footnote', Right => $_ } }
    qw(SeeQueue CreateTicket ShowTicket ShowTicketComments CommentOnTicket ModifySelf ManageAuthTokens);

@Scrips = ({
    Description => 'Footnote: replies to the chat',
    Queue => 0,
    Stage => 'TransactionBatch',
    ScripCondition => 'User Defined',
    ScripAction => 'User Defined',
    Template => 'Blank',
    CustomIsApplicableCode => q{ return $self->TicketObj->CreatorObj->Name eq 'footnote'; },
    CustomPrepareCode => 'return 1;',
    CustomCommitCode => <<'CODE',
require JSON;
require LWP::UserAgent;
require HTTP::Request;
require Digest::SHA;
my ($hook, $secret) = map { RT->Config->Get("Footnote$_") // '' } qw(Hook Secret);
return 1 unless $hook && $secret;
my $ticket = $self->TicketObj;
for my $txn (@{ $ticket->TransactionBatch || [ $self->TransactionObj ] }) {
    my $creator = $txn->CreatorObj;
    next if $creator->Name eq 'footnote';
    my ($event, $text, $name) = ('', '', $creator->RealName || $creator->Name);
    if ($txn->Type eq 'Correspond' && $creator->Privileged) {
        ($event, $text) = ('reply', $txn->Content(Type => 'text/plain'));
    } elsif ($txn->Type eq 'Status' && $ticket->LifecycleObj->IsInactive($txn->NewValue)) {
        $event = 'returned';
    } elsif (($txn->Field // '') eq 'Owner' && $ticket->Owner != RT->Nobody->id) {
        ($event, $name) = ('taken', $ticket->OwnerObj->RealName || $ticket->OwnerObj->Name);
    }
    next unless $event;
    my $body = JSON->new->utf8->canonical->encode({
        event => $event, ticket => '' . $ticket->id, id => '' . $txn->id, name => $name, text => $text,
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
        RT->Logger->warning("the chat did not take an event of ticket " . $ticket->id . ": " . $response->status_line);
        last if $response->code < 500;
    }
}
return 1;
CODE
});

@Final = (sub {
    my $user = RT::User->new(RT->SystemUser);
    $user->Load('footnote');
    my $token = RT::AuthToken->new(RT->SystemUser);
    my ($id, $message, $text) = $token->Create(Owner => $user->id, Description => 'Footnote');
    print STDOUT ($id ? "the token of the user footnote: $text\n" : "no token: $message\n");
});

1;
